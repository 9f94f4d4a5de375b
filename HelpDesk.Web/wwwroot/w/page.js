import { start } from './panel.js';

// The chat page /c/{inbox} and the personal link /c/r/{token}, whose inbox the server writes into the page.
const [, link, inbox] = /\/c\/(?:r\/([^/]+)|([^/]+))\/?$/.exec(location.pathname) ?? [];
const host = document.querySelector('helpdesk-chat');

host.attachShadow({ mode: 'open' });
start(host, {
  base: new URL('.', import.meta.url).href,
  inbox: inbox ?? document.documentElement.dataset.inbox,
  link,
  page: link ? null : location.origin + location.pathname,
  emit() {},
});
