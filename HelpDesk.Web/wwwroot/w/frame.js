import { start } from './panel.js';
import { makeStore } from './wire.js';

// The chat in a frame of somebody's page: panel.js and script.js as everywhere else, beside a launcher that stands in the page.
// The page hears what isolated.js needs to know; what is written in the chat stays here.
const FACE = ['aria-expanded', 'aria-label', 'data-count'];
const THEMES = ':host([data-theme="light"]) { color-scheme: light } :host([data-theme="dark"]) { color-scheme: dark }';

const { inbox, origins } = document.documentElement.dataset;
const host = document.querySelector('helpdesk-chat');

if (parent === window) location.replace('../' + inbox);
else addEventListener('message', greeted);

// By nobody but the page around it, and once.
function greeted({ source, origin, data, ports: [port] }) {
  const isAllowed = !origins || origin === location.origin || origins.split(' ').includes(origin);
  if (source !== parent || !isAllowed || data !== 'helpdesk' || !port) return;
  removeEventListener('message', greeted);
  talk(port);
}

function talk(port) {
  const tell = (...message) => port.postMessage(message);
  const launcher = document.createElement('button');
  const options = { base: new URL('.', import.meta.url).href, inbox, launcher, emit, load };
  const store = makeStore(`hd.${inbox}.`);
  const told = {};
  const tokens = [];
  const asked = [];
  let panel;

  const heard = {
    // These and no others: which chat it is, and whose, is not for the page to say.
    async begin({ locale, color, position, page, theme, text }, calls) {
      Object.assign(options, { locale, color, position, page });
      if (theme) host.dataset.theme = theme;
      if (text) launcher.dataset.text = text;
      try {
        await run(calls);
        await load();
        tell('ready');
        look();
      } catch (problem) {
        tell('failed', String(problem));
      }
    },
    calls: run,
    do: (name, ...given) => options.panel?.[name](...given),
    said(said) {
      options.said = said;
      options.panel.chat().state.said = said;
    },
    theme: name => { host.dataset.theme = name; },
    answer(number, token, problem) {
      const { resolve, reject } = asked[number];
      delete asked[number];
      if (problem) reject(problem);
      else resolve(token);
    },
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(THEMES);
  host.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet];
  launcher.focus = () => tell('focus');
  const watcher = new MutationObserver(look);
  watcher.observe(launcher, { attributeFilter: FACE });
  watcher.observe(host, { attributeFilter: ['lang'] });
  port.onmessage = ({ data: [name, ...given] }) => heard[name](...given);
  tell('hello');

  function load() {
    return (panel ??= start(host, options).then(begun));
  }

  // Whose chat it is may change while the visitor is busy with the page.
  function begun(started) {
    const { reset } = started;
    started.reset = async () => {
      const isBusyHere = document.hasFocus();
      await reset();
      if (!isBusyHere) tell('back');
    };
    return started;
  }

  async function run(calls) {
    if (!calls.length) return;
    const isLeaving = calls.some(([name]) => name === 'logout');
    const script = await import('./script.js');
    script.run(calls.map(([name, ...given]) => [name, ...given.map(one => (name === 'identify' && one ? person(one) : one ?? undefined))]), options);
    if (isLeaving) tell('left');
  }

  // Any script of the page may claim an address, and a conversation is sent to addresses: unsigned it is told, and not written to.
  function person({ token, email, attributes, ...said }) {
    if (token) return { ...said, email, attributes, token: typeof token === 'number' ? tokenOf(token) : token };
    return { ...said, attributes: { ...(email && { email }), ...attributes } };
  }

  const tokenOf = index => (tokens[index] ??= () => new Promise((resolve, reject) => {
    tell('ask', index, asked.push({ resolve, reject }) - 1);
  }));

  function emit(name, detail) {
    if (name === 'open' || name === 'close' || name === 'unread') return tell(name, detail);
    if (name === 'message') detail = (({ id, ticket, seq, createdAt }) => ({ id, ticket, seq, createdAt }))(detail);
    if (name === 'csat') detail = (({ ticket, rating }) => ({ ticket, rating }))(detail);
    tell('event', name, detail);
  }

  // The launcher is painted with the panel, and so whenever something may have changed.
  async function look() {
    const settings = options.panel?.chat().state.settings;
    tellNew('launcher', FACE.map(name => [name, launcher.getAttribute(name) ?? '']));
    tellNew('kept', store.names().some(name => /^(token|out\.)/.test(name) && store.get(name)));
    if (settings) {
      const { colour, launcher: text, position } = settings;
      if (colour || text || position === 'left') tellNew('looks', { colour, launcher: text, position });
    }
    const { lang } = host;
    tellNew('speaks', lang, (await import(`./strings/${lang}.js`)).default.talk);
  }

  function tellNew(name, ...given) {
    const said = JSON.stringify(given);
    if (told[name] !== said) tell(name, ...given);
    told[name] = said;
  }
}
