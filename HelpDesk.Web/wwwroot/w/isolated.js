// The chat in a frame of our own origin, where the page's scripts cannot read it (data-isolated). It takes the place of panel.js
// and of script.js: what they do happens in frame.js, and a channel of its own goes between. No word of the chat passes.
import { lineOf, mark } from './line.js';

const PATIENCE = 5_000;
const LOADS_WITHIN = 30_000;
const TITLES = { en: 'Chat with us', es: 'Hable con nosotros', fr: 'Discutons' };

const CSS = `.chat { position: fixed; inset: auto; inset-block-end: 96px; inset-inline-end: 20px; z-index: 2147483001; box-sizing: border-box; inline-size: min(400px, 100vw - 40px); block-size: min(680px, 100dvh - 120px); max-inline-size: none; max-block-size: none; padding: 0; border: 1px solid color-mix(in srgb, CanvasText 20%, var(--surface)); border-radius: 16px; overflow: hidden; background: var(--surface); box-shadow: 0 8px 28px rgb(20 24 33 / 18%) }
  .chat::backdrop { background: none }
  :host([data-position="left"]) .chat { inset-inline: 20px auto }
  .chat > iframe { display: block; inline-size: 100%; block-size: 100%; border: 0 }
  @media (max-width: 599px) { .chat { inset: 0 !important; inline-size: auto; block-size: 100dvh; padding-block: env(safe-area-inset-top) env(safe-area-inset-bottom); border: 0; border-radius: 0 } }`;

const phone = matchMedia('(max-width: 599px)');

// What a page asks for and what it says of its visitor.
export function run(calls, options) {
  const line = lineOf(options);
  const isLeaving = calls.some(([name]) => name === 'logout');
  line.say(calls.splice(0));
  if (!isLeaving) return;
  // What the frame has kept, only the frame can forget: a page that is left before it could do so asks it on the next one.
  mark(options, 'out.leaving', true);
  forgetHere(options);
  options.load().catch(problem => options.emit('error', { code: 'load', detail: String(problem) }));
}

export async function start(host, options) {
  const { base, inbox, launcher, emit } = options;
  const root = host.shadowRoot;
  const line = lineOf(options);
  const life = new AbortController();
  const { signal } = life;
  const sheet = new CSSStyleSheet();
  const brand = new CSSStyleSheet();
  const box = document.createElement('dialog');
  const frame = document.createElement('iframe');
  const watcher = new MutationObserver(() => line.tell('theme', host.dataset.theme));
  let shown = false;

  const heard = {
    hello: () => {
      const { locale, color, position, page } = options;
      line.begin({ locale, color, position, page, theme: host.dataset.theme, text: launcher.dataset.text });
    },
    // On a phone not before there is a way back out of it.
    open() {
      if (!shown) emit('open');
      shown = true;
      if (line.isOpen() || !phone.matches) reveal();
    },
    close() {
      shown = false;
      box.close();
      emit('close');
    },
    unread(count) {
      const title = document.title.replace(/^\(\d+\) /, '');
      document.title = count ? `(${count}) ${title}` : title;
      emit('unread', count);
    },
    event: emit,
    launcher(attributes) {
      for (const [name, value] of attributes) launcher.setAttribute(name, value);
    },
    focus: () => launcher.focus(),
    back: () => root.activeElement === frame && line.back(),
    speaks(locale, title) {
      host.lang = locale;
      name(title);
    },
    looks: settings => import('./brand.js').then(({ wear }) => wear(host, brand, options, settings)),
    // The loader sees by it that there is a chat, and nothing of the chat.
    kept: isKept => mark(options, 'token', isKept),
    left() {
      line.left();
      mark(options, 'out.leaving', false);
    },
  };

  sheet.replaceSync(CSS);
  root.adoptedStyleSheets.push(sheet, brand);
  box.className = 'chat';
  name(TITLES[(options.locale ?? '').slice(0, 2)] ?? TITLES.en);
  frame.src = new URL(`../c/frame/${inbox}`, base);
  frame.referrerPolicy = 'origin';
  frame.allow = 'autoplay';
  box.append(frame);
  watcher.observe(host, { attributeFilter: ['data-theme'] });
  phone.addEventListener('change', () => shown && reveal(), { signal });
  document.addEventListener('focusin', ({ target }) => target !== host && line.stoodAt(target), { signal });
  // Escape where the frame does not have the focus.
  box.addEventListener('close', () => {
    if (!shown || box.open) return;
    if (line.isOpen()) line.tell('do', 'hide');
    else heard.close();
  });
  try {
    await connected();
  } catch (problem) {
    stop();
    throw problem;
  }

  // Anew whenever the frame is: a page that swaps its body has it loaded again.
  function connected() {
    return new Promise((resolve, reject) => {
      let isReady = false;
      let timer = setTimeout(refuse, LOADS_WITHIN);
      signal.addEventListener('abort', () => clearTimeout(timer));
      heard.ready = () => {
        isReady = true;
        line.settle();
        resolve();
        passSaid();
        if (shown) line.tell('do', 'show');
      };
      heard.failed = fail;
      frame.addEventListener('load', () => {
        clearTimeout(timer);
        timer = setTimeout(refuse, PATIENCE);
        line.connect(frame.contentWindow, ([name, ...given]) => {
          clearTimeout(timer);
          heard[name](...given);
        });
      }, { signal });
      root.append(box);

      // Once it was there, only the network can be away.
      function fail(problem) {
        if (isReady) timer = setTimeout(again, PATIENCE);
        else reject(problem);
      }

      function again() {
        frame.src = String(frame.src);
        timer = setTimeout(refuse, LOADS_WITHIN);
      }

      function refuse() {
        if (!isReady && host.isConnected) console.error(`HelpDesk: the chat cannot be shown on ${location.origin}. It must be among the sites that may embed it, in the settings of the chat, and the page's policy must name ${new URL(base).origin} in frame-src.`);
        fail(Error('The frame did not answer.'));
      }
    });
  }

  function name(title) {
    frame.title = title;
    box.setAttribute('aria-label', title);
  }

  function reveal() {
    if (box.open) box.close();
    box[phone.matches ? 'showModal' : 'show']();
    frame.focus();
    line.tell('do', 'restore');
  }

  function stop() {
    life.abort();
    watcher.disconnect();
    line.close();
    box.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter(one => one !== sheet && one !== brand);
    options.panel = null;
  }

  // While the frame is on its way it is shown empty.
  function act(name) {
    if (!line.isOpen()) return heard[shown && name === 'toggle' ? 'close' : 'open']();
    passSaid();
    line.tell('do', name);
  }

  function passSaid() {
    if (options.said) line.tell('said', options.said);
    options.said = null;
  }

  return (options.panel = { show: () => act('show'), toggle: () => act('toggle'), restore: line.close, destroy: stop });
}

// What the page kept of a chat before it stood in a frame.
function forgetHere({ inbox }) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`hd.${inbox}.`) && !key.includes('.framed.')) localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}
