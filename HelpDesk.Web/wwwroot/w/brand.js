// The brand's colour takes the accent's place; the text on it is black or white, whichever contrasts more.
export function colours(colour) {
  if (!/^#[\da-f]{6}$/i.test(colour)) return ':host {}';
  const [r, g, b] = colour.match(/\w\w/g).map(hex => (parseInt(hex, 16) / 255) ** 2.2);
  const ink = 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
  return `:host { --accent: ${colour} !important; --on-accent: ${ink} !important }`;
}

// What the inbox says of its looks; what the page says itself stays.
export function wear(host, sheet, { color, position, launcher }, settings) {
  if (!color) sheet.replaceSync(colours(settings.colour));
  if (!launcher) return;
  host.dataset.position = position ?? settings.position;
  if (settings.launcher) launcher.textContent = launcher.dataset.text ??= settings.launcher;
}
