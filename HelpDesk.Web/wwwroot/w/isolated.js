// The chat in a frame of our own origin, where the page's scripts cannot read it (data-isolated). It takes the place of panel.js
// and of script.js: what they do happens in frame.js, and a channel of its own goes between. No word of the chat passes.
const PATIENCE = 5_000;
const MOST_KEPT = 30;
const LASTS = ['identify', 'setAttributes', 'setTicketAttributes', 'addTags', 'setLocale'];
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
  // What the frame has kept, only the frame can forget.
  if (isLeaving) options.load().catch(() => {});
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
    open() {
      if (!shown) emit('open');
      shown = true;
      reveal();
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
    back: line.back,
    speaks(locale, title) {
      host.lang = locale;
      name(title);
    },
    looks: settings => import('./brand.js').then(({ wear }) => wear(host, brand, options, settings)),
    kept: keep,
  };

  sheet.replaceSync(CSS);
  root.adoptedStyleSheets.push(sheet, brand);
  box.className = 'chat';
  name(TITLES[(options.locale ?? '').slice(0, 2)] ?? TITLES.en);
  frame.src = new URL(`../c/frame/${inbox}`, base);
  frame.referrerPolicy = 'origin';
  box.append(frame);
  watcher.observe(host, { attributeFilter: ['data-theme'] });
  phone.addEventListener('change', () => shown && reveal(), { signal });
  // Escape where the frame does not have the focus.
  box.addEventListener('close', () => shown && !box.open && line.tell('do', 'hide'));
  try {
    await connected();
  } catch (problem) {
    stop();
    throw problem;
  }

  // Anew whenever the frame is: a page that swaps its body has it loaded again.
  function connected() {
    return new Promise((resolve, reject) => {
      let timer;
      heard.ready = () => {
        resolve();
        if (shown) line.tell('do', 'show');
      };
      heard.failed = reject;
      frame.addEventListener('load', () => {
        clearTimeout(timer);
        timer = setTimeout(refuse, PATIENCE);
        line.connect(frame.contentWindow, ([name, ...given]) => {
          clearTimeout(timer);
          heard[name](...given);
        });
      }, { signal });
      root.append(box);

      function refuse() {
        console.error(`HelpDesk: the chat cannot be shown on ${location.origin}. It must be among the sites that may embed it, in the settings of the chat, and the page's policy must name ${new URL(base).origin} in frame-src.`);
        reject(Error('The frame did not answer.'));
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

  // The loader sees by it that there is a chat, and nothing of the chat. Storage may throw.
  function keep(isKept) {
    const key = `hd.${inbox}.framed.token`;
    try {
      if (isKept) localStorage.setItem(key, 'true');
      else localStorage.removeItem(key);
    } catch { /* found when it is opened */ }
  }

  function stop() {
    life.abort();
    watcher.disconnect();
    line.close();
    box.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter(one => one !== sheet && one !== brand);
    options.panel = null;
  }

  const panel = { restore() {}, destroy: stop };
  for (const name of ['show', 'hide', 'toggle', 'reset', 'prefill', 'send', 'setLocale']) {
    panel[name] = (...given) => {
      if (options.said) line.tell('said', options.said);
      options.said = null;
      line.tell('do', name, ...given);
    };
  }
  return (options.panel = panel);
}

const lineOf = options => (options.line ??= makeLine(options));

function makeLine({ base }) {
  const functions = [];
  let port = null;
  let open = false;
  let waiting = [];
  let lasting = [];
  let before = null;

  const tell = (...message) => port?.postMessage(message);

  function say(calls) {
    before = document.activeElement;
    for (const [name, ...given] of calls) {
      try {
        waiting.push(structuredClone([name, ...given.map(pack)]));
      } catch (problem) {
        console.error(`helpdesk.${name}:`, problem);
      }
    }
    if (open) tell('calls', take());
  }

  // A page's function stays here, and is asked when the chat wants its token.
  function pack(given) {
    if (typeof given?.token !== 'function') return given;
    if (!functions.includes(given.token)) functions.push(given.token);
    return { ...given, token: functions.indexOf(given.token) };
  }

  // What is said of the visitor is said again to a frame that is loaded anew.
  function take() {
    const calls = waiting;
    waiting = [];
    for (const call of calls) {
      if (call[0] === 'logout') lasting = [];
      else if (LASTS.includes(call[0])) lasting = [...lasting, call].slice(-MOST_KEPT);
    }
    return calls;
  }

  function connect(window, heard) {
    const channel = new MessageChannel();
    close();
    port = channel.port1;
    port.onmessage = ({ data }) => (data[0] === 'ask' ? answer(data) : heard(data));
    window.postMessage('helpdesk', new URL(base).origin, [channel.port2]);
  }

  function begin(settings) {
    const again = lasting;
    open = true;
    tell('begin', settings, [...again, ...take()]);
  }

  async function answer([, index, number]) {
    try {
      const token = await functions[index]();
      tell('answer', number, typeof token === 'string' ? token : null);
    } catch (problem) {
      tell('answer', number, null, String(problem));
    }
  }

  // The chat of somebody else was begun: the focus stays where the page had it.
  function back() {
    if (before === document.activeElement) return;
    document.activeElement.blur();
    before?.focus({ preventScroll: true });
  }

  function close() {
    port?.close();
    port = null;
    open = false;
  }

  return { tell, say, connect, begin, back, close };
}
