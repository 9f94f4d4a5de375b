// What the parts of a conversation share that come only when they are needed: their styles and their words.
import { el } from './panel.js';

export const dress = wardrobe('more.css');

// Styles that failed to come are asked for again by the next who needs them.
export function wardrobe(file) {
  const sheet = new CSSStyleSheet();
  let coming;
  return ({ root: { adoptedStyleSheets } }) => {
    coming ??= fetch(new URL(file, import.meta.url)).then(response => response.text()).then(text => sheet.replace(text)).catch(() => { coming = null; });
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    return coming;
  };
}

export async function more(chat) {
  dress(chat);
  return (await import(`./strings/more/${chat.root.host.lang}.js`)).default;
}

// A field that nobody sees and no keyboard reaches: what fills it in is no person. No browser fills in such a name by itself.
export const trap = () => el('div', { class: 'hidden', 'aria-hidden': true },
  el('input', { name: '_website', tabindex: -1, autocomplete: 'off' }));
