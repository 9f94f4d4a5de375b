import { start } from './panel.js';

// The chat page /c/{inbox} and the personal link /c/r/{token}, whose inbox the server writes into the page.
const [, link, inbox] = /\/c\/(?:r\/([^/]+)|([^/]+))\/?$/.exec(location.pathname) ?? [];
const host = document.querySelector('helpdesk-chat');

const sheet = new CSSStyleSheet();

sheet.replaceSync(await (await fetch(new URL('page.css', import.meta.url))).text());
host.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
start(host, {
  base: new URL('.', import.meta.url).href,
  inbox: inbox ?? document.documentElement.dataset.inbox,
  link,
  page: link ? null : location.origin + location.pathname,
  emit() {},
});
