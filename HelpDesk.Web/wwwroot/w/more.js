// What the parts of a conversation share that come only when they are needed: their styles and their words.
export const dress = wardrobe('more.css');

// Styles that failed to come are asked for again by the next who needs them.
export function wardrobe(file) {
  const sheet = new CSSStyleSheet();
  let coming;
  return ({ root: { adoptedStyleSheets } }) => {
    coming ??= fetch(new URL(file, import.meta.url)).then(response => response.text()).then(text => sheet.replace(text)).catch(() => { coming = null; });
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
  };
}

export async function more(chat) {
  dress(chat);
  return (await import(`./strings/more/${chat.root.host.lang}.js`)).default;
}
