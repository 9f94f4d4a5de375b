const BETWEEN = 2;

let audio;
let last = -BETWEEN;

// Two soft tones, made here: no file to fetch. Browsers that were never touched stay silent.
export function chime() {
  audio ??= new AudioContext();
  audio.resume();
  const start = audio.currentTime;
  // What was missed comes all at once, and is told once.
  if (start - last < BETWEEN) return;
  last = start;
  [660, 880].forEach((pitch, index) => {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const from = start + index * 0.12;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.08, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(from);
    tone.stop(from + 0.3);
  });
}
