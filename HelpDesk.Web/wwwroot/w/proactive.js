// A line of the chat's own beside the launcher, before anybody opened it. Loaded only where the snippet asks for it
// (data-proactive), and not where there is a chat already.
const QUIET = 30 * 86_400_000;
const DAY = 86_400_000;
const FRESH = 60_000;
const LOOK = 500;
const WORDS = { en: ['Message', 'Not now'], es: ['Mensaje', 'Ahora no'], fr: ['Message', 'Pas maintenant'] };

const CSS = `.say { position: fixed; inset-block-end: calc(max(20px, env(safe-area-inset-bottom)) + 72px); inset-inline-end: 20px; z-index: 2147483000; max-inline-size: min(320px, 100vw - 40px); font: 15px/1.4 system-ui }
  :host([data-position="left"]) .say { inset-inline: 20px auto }
  .say:empty { display: none }
  .say > div { display: flex; align-items: flex-start; border: 1px solid color-mix(in srgb, CanvasText 20%, var(--surface)); border-radius: 16px 16px 3px 16px; background: var(--surface); color: CanvasText; box-shadow: 0 8px 28px rgb(20 24 33 / 18%) }
  :host([data-position="left"]) .say > div { border-radius: 16px 16px 16px 3px }
  .say button { min-block-size: 44px; min-inline-size: 44px; padding: 12px 0 12px 16px; border: 0; border-radius: inherit; background: none; color: inherit; font: inherit; text-align: start; overflow-wrap: anywhere; cursor: pointer }
  .say b { display: block; font-size: 13px }
  .say .no { flex: none; padding: 0; text-align: center; font-size: 20px }
  .say button:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent), CanvasText); outline-offset: -3px }
  @media (prefers-reduced-motion: no-preference) { .say > div { animation: say 160ms ease-out } }
  @keyframes say { from { opacity: 0; translate: 0 8px } }`;

export async function watch(host, options) {
  const { base, inbox, launcher, load } = options;
  const [title, later] = WORDS[(options.locale ?? '').slice(0, 2)] ?? WORDS.en;
  const began = Date.now();
  const box = document.createElement('div');
  const life = new AbortController();
  const memory = makeMemory(inbox);
  let lines = [];
  let askedAt = 0;
  let deepest = 0;
  let fits = false;
  let leaving = false;
  let busy = false;
  if (memory.isQuiet()) return;

  // There before it says anything, so that it is announced when it does, and politely.
  box.className = 'say';
  box.setAttribute('role', 'status');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  host.shadowRoot.adoptedStyleSheets.push(sheet);
  launcher.before(box);
  document.documentElement.addEventListener('mouseleave', ({ clientY }) => { leaving = clientY <= 0; }, { signal: life.signal });
  // Whoever opens the chat has found it.
  document.addEventListener('helpdesk:open', () => stop(box.replaceChildren()), { once: true });
  addEventListener('scroll', measure, { signal: life.signal, passive: true });
  measure();
  const clock = setInterval(look, LOOK);
  await ask();
  if (!lines.length) stop();

  function measure() {
    const { scrollHeight, clientHeight } = document.documentElement;
    const room = scrollHeight - clientHeight;
    fits = room <= 0;
    if (!fits) deepest = Math.max(deepest, (scrollY / room) * 100);
  }

  async function ask() {
    askedAt = Date.now();
    const answer = await fetch(`${base}v1/inboxes/${inbox}/proactive`, { credentials: 'omit' }).catch(() => null);
    lines = (answer?.ok && (await answer.json().catch(() => null))?.items) || [];
  }

  const isMet = ({ id, cap, pages, afterSeconds, scrolledPercent, onLeaving }) =>
    !memory.hasSaid(id, cap) && matches(location.href, pages) && Date.now() - began >= afterSeconds * 1000
      && (fits || deepest >= scrolledPercent) && (leaving || !onLeaving);

  // Whether somebody is there is asked anew when that was long ago.
  async function look() {
    if (!host.isConnected) return stop();
    if (launcher.hidden || launcher.getAttribute('aria-expanded') === 'true') return;
    measure();
    if (busy || document.hidden || !lines.some(isMet)) return;
    busy = true;
    if (Date.now() - askedAt > FRESH) await ask();
    busy = false;
    const line = lines.find(isMet);
    // Somebody may have opened the chat meanwhile.
    if (line && !life.signal.aborted) say(line);
  }

  function say({ id, cap, from, text }) {
    stop();
    memory.said(id, cap);
    const card = document.createElement('div');
    const open = document.createElement('button');
    const name = document.createElement('b');
    const no = document.createElement('button');
    name.textContent = from;
    open.append(name, text);
    open.dir = 'auto';
    open.addEventListener('click', answer);
    no.className = 'no';
    no.textContent = '×';
    no.setAttribute('aria-label', later);
    no.addEventListener('click', ({ detail }) => refuse(!detail));
    card.setAttribute('role', 'group');
    card.setAttribute('aria-label', title);
    card.append(open, no);
    card.addEventListener('keydown', event => event.key === 'Escape' && refuse(true));
    box.replaceChildren(card);

    async function answer() {
      const panel = await load().catch(() => null);
      if (!panel) return;
      options.said = { id, text: `${from}: ${text}` };
      if (panel.chat) panel.chat().state.said = options.said;
      panel.show();
    }

    // By keyboard the focus goes on to the launcher, which stands next; a pointer leaves it where it is.
    function refuse(byKeyboard) {
      memory.quiet();
      box.replaceChildren();
      if (byKeyboard) launcher.focus();
    }
  }

  function stop() {
    clearInterval(clock);
    life.abort();
  }
}

// With a star the whole address, without one a part of it. Star by star, so that no pattern takes long.
function matches(address, pages) {
  if (!pages) return true;
  const parts = pages.toLowerCase().split('*');
  const text = address.toLowerCase();
  if (parts.length === 1) return text.includes(parts[0]);
  const last = parts.pop();
  if (!text.startsWith(parts[0])) return false;
  let at = parts.shift().length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

// What was shown, and that somebody wants to be left alone. Storage may throw: then it counts for this page.
function makeMemory(inbox) {
  const key = `hd-proactive.${inbox}`;
  const shown = new Set();

  function read(place) {
    try {
      return JSON.parse(place().getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function write(place, value) {
    try {
      place().setItem(key, JSON.stringify({ ...read(place), ...value }));
    } catch { /* for this page */ }
  }

  const visit = () => sessionStorage;
  const device = () => localStorage;

  return {
    isQuiet: () => Date.now() - (read(device).quiet ?? 0) < QUIET,
    quiet: () => write(device, { quiet: Date.now() }),
    said(id, cap) {
      shown.add(id);
      write(cap === 'visit' ? visit : device, { [id]: Date.now() });
    },
    hasSaid(id, cap) {
      const at = read(cap === 'visit' ? visit : device)[id];
      return shown.has(id) || (at && (cap !== 'day' || Date.now() - at < DAY));
    },
  };
}
