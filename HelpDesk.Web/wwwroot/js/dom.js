/** h("button.primary", { type: "button", onclick }, "text", child): elements without innerHTML. */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }

  element.append(...children.filter(child => child != null));
  return element;
}

const sprite = document.querySelector('meta[name="sprite"]')?.content ?? "/icons.svg";

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
export const modKey = event => isMac ? event.metaKey : event.ctrlKey;
