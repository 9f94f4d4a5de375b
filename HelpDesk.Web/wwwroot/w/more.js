// What the parts of a conversation share that come only when they are needed: their styles and their words.
const sheet = new CSSStyleSheet();
fetch(new URL('more.css', import.meta.url)).then(response => response.text()).then(text => sheet.replaceSync(text));

export function dress({ root }) {
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

export async function more(chat) {
  dress(chat);
  return (await import(`./strings/more/${chat.root.host.lang}.js`)).default;
}
