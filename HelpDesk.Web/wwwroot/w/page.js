import { start } from './panel.js';

// The chat page /c/{inbox} and the personal link /c/r/{token}, whose inbox the server writes into the page.
const [, link, inbox] = /\/c\/(?:r\/([^/]+)|([^/]+))\/?$/.exec(location.pathname) ?? [];
const host = document.querySelector('helpdesk-chat');
const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => { host.dataset.theme = dark.matches ? 'dark' : 'light'; };

host.attachShadow({ mode: 'open' });
theme();
dark.addEventListener('change', theme);
start(host, {
  base: new URL('.', import.meta.url).href,
  inbox: inbox ?? document.documentElement.dataset.inbox,
  link,
  page: link ? null : location.origin + location.pathname,
  emit() {},
});
