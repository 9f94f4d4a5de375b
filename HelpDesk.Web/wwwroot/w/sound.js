const BETWEEN = 2_000;

let audio;
let last = -BETWEEN;

// What was missed comes all at once, and is told once.
export function chime() {
  const now = performance.now();
  if (now - last < BETWEEN) return;
  last = now;
  play();
}

// Two soft tones, made here: no file to fetch. Browsers that were never touched stay silent.
export function play() {
  audio ??= new AudioContext();
  audio.resume();
  const start = audio.currentTime;
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
