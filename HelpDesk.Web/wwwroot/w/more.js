// What the parts of a conversation share that come only when they are needed: their styles and their words.
const sheet = new CSSStyleSheet();
fetch(new URL('more.css', import.meta.url)).then(response => response.text()).then(text => sheet.replaceSync(text));

export async function more({ root }) {
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  return (await import(`./strings/more/${root.host.lang}.js`)).default;
}
