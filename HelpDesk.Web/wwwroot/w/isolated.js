// The chat in a frame of our own origin, where the page's scripts cannot read it (data-isolated). It takes the place of panel.js
// and of script.js: what they do happens in frame.js, and a channel of its own goes between. No word of the chat passes.
const PATIENCE = 5_000;
const LOADS_WITHIN = 30_000;
const MOST_KEPT = 30;
const LASTS = ['identify', 'setAttributes', 'setTicketAttributes', 'addTags', 'setLocale'];
const LAST_ONE_COUNTS = ['identify', 'setLocale'];
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

const nameOf = ({ inbox }, name) => `hd.${inbox}.framed.${name}`;

// Storage may throw.
function mark(options, name, isSet) {
  try {
    if (isSet) localStorage.setItem(nameOf(options, name), 'true');
    else localStorage.removeItem(nameOf(options, name));
  } catch { /* found when it is opened */ }
}

function isMarked(options, name) {
  try {
    return localStorage.getItem(nameOf(options, name)) !== null;
  } catch {
    return false;
  }
}

// What the page kept of a chat before it stood in a frame.
function forgetHere({ inbox }) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(`hd.${inbox}.`) && !key.includes('.framed.')) localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

const lineOf = options => (options.line ??= makeLine(options));

function makeLine(options) {
  const functions = new Map();
  let count = 0;
  let port = null;
  let open = false;
  // From an earlier page, or not confirmed yet: the frame is asked until it has forgotten.
  let leaving = isMarked(options, 'out.leaving');
  let waiting = [];
  let unsure = [];
  let lasting = [];
  // What lasted before a frame was begun with, while it has not said that it is ready.
  let again = null;
  let before = document.activeElement;

  const tell = (...message) => port?.postMessage(message);

  function say(calls) {
    stoodAt(document.activeElement);
    for (const [name, ...given] of calls) {
      try {
        waiting.push(JSON.parse(JSON.stringify([name, ...(name === 'identify' ? given.map(pack) : given)])));
      } catch (problem) {
        console.error(`helpdesk.${name}:`, problem);
      }
    }
    if (open) tell('calls', take());
  }

  // A page's function stays here, and is asked when the chat wants its token.
  function pack(given) {
    if (typeof given?.token !== 'function') return given;
    const [token] = [...functions].find(([, one]) => one === given.token) ?? [++count];
    functions.delete(token);
    functions.set(token, given.token);
    if (functions.size > MOST_KEPT) functions.delete(functions.keys().next().value);
    return { ...given, token };
  }

  // What is said of the visitor is said again to a frame that is loaded anew; nobody is said again after somebody else.
  function take() {
    const calls = waiting;
    waiting = [];
    for (const call of calls) {
      const [name] = call;
      if (name === 'logout') leaving = true;
      if (name === 'logout' || isSomebodyElse(call)) lasting = [];
      if (!LASTS.includes(name)) continue;
      if (LAST_ONE_COUNTS.includes(name)) lasting = lasting.filter(([one]) => one !== name);
      lasting.push(call);
      if (lasting.length > MOST_KEPT) lasting.splice(lasting.findIndex(([one]) => !LAST_ONE_COUNTS.includes(one)), 1);
    }
    return calls;
  }

  function isSomebodyElse([name, given]) {
    const [, had] = lasting.find(([one]) => one === 'identify') ?? [];
    return name === 'identify' && given?.id != null && had?.id != null && String(given.id) !== String(had.id);
  }

  function connect(window, heard) {
    const channel = new MessageChannel();
    close();
    port = channel.port1;
    port.onmessage = ({ data }) => (data[0] === 'ask' ? answer(data) : heard(data));
    window.postMessage('helpdesk', new URL(options.base).origin, [channel.port2]);
  }

  function begin(settings) {
    const owed = leaving ? [['logout']] : [];
    again = [...lasting];
    unsure = take();
    tell('begin', settings, [...owed, ...again, ...unsure]);
  }

  // The frame is ready, and has done what it was begun with.
  function settle() {
    again = null;
    unsure = [];
    open = true;
    if (waiting.length) tell('calls', take());
  }

  async function answer([, index, number]) {
    const to = port;
    try {
      const token = await functions.get(index)();
      to.postMessage(['answer', number, typeof token === 'string' ? token : null]);
    } catch (problem) {
      to.postMessage(['answer', number, null, String(problem)]);
    }
  }

  function stoodAt(element) {
    before = element;
  }

  // The chat of somebody else was begun: the focus stays where the page had it.
  function back() {
    document.activeElement.blur();
    before?.focus({ preventScroll: true });
  }

  function close() {
    port?.close();
    port = null;
    open = false;
    if (again) {
      lasting = again;
      waiting = [...unsure, ...waiting];
    }
    again = null;
    unsure = [];
  }

  function left() {
    leaving = false;
  }

  return { tell, say, connect, begin, settle, back, stoodAt, left, close, isOpen: () => open };
}
