import { makeChat, own } from './chat.js';

const LANGUAGES = ['en', 'es', 'fr'];
const ANNOUNCE_EVERY = 10_000;
const RUN = 5 * 60_000;
const NEAR = 60;
const CROSS = 'M6 6l12 12M18 6L6 18';
const CLIP = 'M21 11.5l-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8l8.6-8.6a3.7 3.7 0 0 1 5.2 5.2l-8.6 8.6a1.8 1.8 0 0 1-2.6-2.6l7.9-7.9';
const PLANE = 'M4 12 3 4l18 8-18 8 1-8zm0 0h8';

const css = fetch(new URL('panel.css', import.meta.url)).then(response => response.text());
const phone = matchMedia('(max-width: 599px)');

// The panel in the shadow root of `host`: beside a launcher on somebody's page, or alone on ours.
export async function start(host, options) {
  const { emit, launcher } = options;
  const root = host.shadowRoot;
  const sheet = new CSSStyleSheet();
  const brand = new CSSStyleSheet();
  const life = new AbortController();
  const { signal } = life;
  const makeOne = () => makeChat(options, paint, emit);
  let chat = makeOne();
  let view;
  let words;
  let shown = false;
  sheet.replaceSync(await css);
  root.adoptedStyleSheets.push(sheet, brand);
  await speak(options.locale);
  document.addEventListener('visibilitychange', () => view.look(), { signal });
  phone.addEventListener('change', () => shown && show(), { signal });
  for (const change of ['online', 'offline']) addEventListener(change, paint, { signal });
  if (!launcher) show();
  else if (chat.store.get('token')) chat.connect();
  chat.outbox.wake();

  async function speak(wanted) {
    const locale = [wanted, ...navigator.languages].map(tag => tag?.slice(0, 2).toLowerCase())
      .find(tag => LANGUAGES.includes(tag)) ?? 'en';
    words = (await import(`./strings/${locale}.js`)).default;
    view?.panel.remove();
    view = makeView(chat, words, locale, launcher && (() => shown && toggle()));
    root.append(view.panel);
    options.locale = host.lang = locale;
    if (shown) show();
    else paint();
  }

  function paint() {
    if (!view) return;
    view.render();
    const { settings } = chat.state;
    brand.replaceSync(colours(settings?.colour ?? options.color));
    const count = chat.unread() || '';
    const title = settings && !launcher ? settings.name : document.title.replace(/^\(\d+\) /, '');
    const wanted = count ? `(${count}) ${title}` : title;
    if (document.title !== wanted) document.title = wanted;
    if (!launcher) return;
    launcher.dataset.count = count;
    launcher.setAttribute('aria-expanded', shown);
    launcher.setAttribute('aria-label', shown ? words.close : words.open + (count && `, ${words.unread(count)}`));
  }

  function show() {
    if (launcher) {
      if (view.panel.open) view.panel.close();
      view.panel[phone.matches ? 'showModal' : 'show']();
    }
    if (!shown) emit('open');
    shown = true;
    chat.connect();
    paint();
    view.toEnd();
    view.focus();
  }

  function hide() {
    if (!shown || !launcher) return;
    shown = false;
    view.panel.close();
    paint();
    emit('close');
  }

  function toggle() {
    if (!shown) return show();
    hide();
    launcher.focus();
  }

  return {
    show, hide, toggle,
    restore: () => shown && show(),
    setLocale: speak,
    prefill: text => view.prefill(text),
    send: text => chat.send(text),
    logout() {
      chat.logout();
      chat = makeOne();
      return speak(options.locale);
    },
    destroy() {
      life.abort();
      chat.stop();
    },
  };
}

// The brand's colour takes the accent's place; the text on it is black or white, whichever contrasts more.
function colours(colour) {
  if (!/^#[\da-f]{6}$/i.test(colour)) return '';
  const [r, g, b] = colour.match(/\w\w/g).map(hex => (parseInt(hex, 16) / 255) ** 2.2);
  const ink = 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
  return `:host { --accent: ${colour} !important; --on-accent: ${ink} !important }`;
}

// One panel in one language: who answers and when, timeline, composer, and what else can be done.
function makeView(chat, words, locale, close) {
  const { state } = chat;
  const live = el('p', { class: 'hidden', role: 'status' });
  const log = makeLog(chat, words, locale, say);
  const composer = makeComposer(chat, words, say);
  const title = el(close ? 'h2' : 'h1', { id: 'title' });
  const status = el('p', { class: 'status' });
  const badge = el('div', { class: 'badge', 'aria-hidden': true });
  const typing = el('p', { class: 'typing', 'aria-hidden': true });
  const notice = el('p', { class: 'notice', role: 'status' });
  const sheet = el('div', { class: 'sheet', hidden: true });
  const mail = button('', () => open('contact'));
  const end = button(words.end, () => open('end'));
  const foot = el('div', { class: 'foot' }, mail, end);
  const fresh = button(words.fresh, again, { class: 'primary' });
  const over = el('div', { class: 'over' }, el('p'), fresh);
  const panel = el(close ? 'dialog' : 'main',
    { class: 'panel', 'aria-labelledby': 'title', keydown: pressed, dragover: dragged, drop: dragged, cancel: dismissed },
    el('header', null, badge, el('div', { class: 'who' }, title, status), close && button(words.close, close, { class: 'tool' }, icon(CROSS))),
    el('div', { class: 'body' }, log.node, log.jump), typing, notice, sheet, over, composer.node, foot, live);
  let announcedAt = 0;

  chat.edit = item => {
    chat.outbox.remove(item.key);
    composer.write(item.text);
    composer.focus();
  };

  function say(text) {
    live.textContent = text;
  }

  function pressed(event) {
    if (event.key === 'Escape' && !event.isComposing) dismissed(event);
  }

  function dismissed(event) {
    event.preventDefault();
    event.stopPropagation();
    if (!sheet.hidden) shut();
    else close?.();
  }

  function dragged(event) {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    if (event.type === 'drop') composer.add(event.dataTransfer.files);
  }

  async function open(form) {
    sheet.replaceChildren((await import('./forms.js'))[form](chat, words, say, shut));
    sheet.hidden = false;
    sheet.querySelector('input, button').focus();
  }

  function shut() {
    sheet.hidden = true;
    focus();
  }

  function focus() {
    (over.hidden ? composer : fresh).focus();
  }

  function again() {
    if (state.gone) location.assign('../' + chat.inbox);
    chat.newChat();
    focus();
  }

  function render() {
    const { settings, problem, ticket, after, email, locked, gone } = state;
    title.textContent = settings?.name ?? words.talk;
    badge.textContent = title.textContent[0];
    status.dataset.state = state.status?.state ?? '';
    status.textContent = statusLine(state.status ?? {});
    notice.textContent = gone || (!problem && navigator.onLine) ? '' : words.errors[problem] ?? words.offline;
    mail.textContent = email ? words.mailTo(email) : words.mail;
    end.hidden = !(ticket > after);
    const held = composer.node.contains(root().activeElement);
    composer.node.hidden = foot.hidden = locked || gone;
    over.hidden = !composer.node.hidden;
    over.firstChild.textContent = gone ? words.gone : words.ended;
    if (held) focus();
    log.render();
    showTyping(state.typing ? words.typing(state.typing.name ?? words.team) : '');
  }

  const root = () => panel.getRootNode();

  const statusLine = ({ state: now, agent, etaText, opensText, queuePosition }) => now && [
    now === 'online' ? words.online(agent) : words[now],
    opensText ? words.opens(opensText) : etaText,
    queuePosition && words.queue(queuePosition),
  ].filter(Boolean).join(' · ');

  function showTyping(text) {
    if (typing.textContent === text) return;
    typing.textContent = text;
    if (!text || Date.now() - announcedAt < ANNOUNCE_EVERY) return;
    announcedAt = Date.now();
    say(text);
  }

  return {
    panel, render, look: log.look, toEnd: log.toEnd, focus,
    prefill: text => composer.text() || composer.write(text),
  };
}

// The timeline: an article per message, author and time once per run, the state under the visitor's last message.
function makeLog(chat, words, locale, say) {
  const { state, outbox } = chat;
  const intro = el('div', { class: 'intro' }, el('p', { class: 'big' }, words.hello), el('p', null, words.intro));
  const more = button(words.older, chat.older, { class: 'older' });
  const list = el('div', { role: 'log', 'aria-live': 'off', 'aria-relevant': 'additions', 'aria-label': words.conversation });
  const node = el('div', { class: 'log', tabindex: 0, role: 'region', 'aria-label': words.conversation, scroll: scrolled }, intro, more, list);
  const jump = button('', toEnd, { class: 'jump', hidden: true });
  const cache = new Map();
  const inView = new Set();
  let follow = true;
  let below = 0;

  const eye = new IntersectionObserver(changes => {
    for (const { target, isIntersecting } of changes) inView[isIntersecting ? 'add' : 'delete'](target);
    look();
  }, { root: node });

  // Read is what was in view of an open panel on a visible page.
  function look() {
    if (document.hidden) return;
    for (const { message } of inView) if (message?.seq && !own(message)) chat.read(message);
  }

  // Who reads the end stays there, whatever grows: a message, a picture, a phone's keyboard.
  const size = new ResizeObserver(() => follow && toEnd());
  size.observe(node);
  size.observe(list);

  const atEnd = () => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;

  function toEnd() {
    node.scrollTop = node.scrollHeight;
  }

  function scrolled() {
    follow = atEnd();
    if (follow) count(0);
    else if (node.scrollTop < NEAR) chat.older();
  }

  function count(fresh) {
    below = fresh;
    jump.hidden = !fresh;
    jump.textContent = `↓ ${words.unread(fresh)}`;
  }

  function render() {
    const fromEnd = node.scrollHeight - node.scrollTop;
    const { quiet, before } = state;
    if (quiet) list.ariaLive = 'off';
    const added = place(rows());
    more.hidden = !before;
    intro.hidden = before;
    if (quiet) node.scrollTop = node.scrollHeight - fromEnd;
    else if (added.some(own)) toEnd();
    else if (!follow) count(below + added.length);
    setTimeout(() => { list.ariaLive = 'polite'; }, 500);
  }

  function rows() {
    const waiting = outbox.items.map(item => (
      { ...item, item, clientKey: item.key, createdAt: item.at, attachments: item.files, author: { type: 'customer' } }));
    const all = [...state.messages.filter(one => one.ticket > state.after), ...waiting];
    const last = all.findLast(own);
    let before;
    return all.flatMap(message => {
      const { author, item, clientKey, id, seq } = message;
      const at = new Date(message.createdAt);
      const day = at.toDateString();
      const newDay = day !== before?.day;
      const first = newDay || author.type !== before.author.type || author.name !== before.author.name || at - before.at > RUN;
      const mark = item ? (item.failed ? words.failed : words.sending)
        : message === last && (state.seen >= seq ? words.seen : words.delivered);
      const ask = message.ask === 'email' ? !state.email && 'contact' : !!message.ask && message === all.at(-1) && 'here';
      before = { author, at, day };
      const row = cached(clientKey ?? id, [first, mark, ask, message.text, item?.failed], () => article(message, at, first, mark, ask));
      row.message = message;
      return newDay ? [cached(day, 0, () => el('p', { class: 'day' }, dayOf(at))), row] : row;
    });
  }

  function cached(key, signature, make) {
    const print = JSON.stringify(signature);
    const known = cache.get(key);
    if (known?.print === print) return known.row;
    const row = make();
    row.isNew = !known;
    if (known) eye.unobserve(known.row);
    inView.delete(known?.row);
    known?.row.replaceWith(row);
    cache.set(key, { print, row });
    eye.observe(row);
    return row;
  }

  // What stands right stays untouched, so that nothing is announced twice.
  function place(wanted) {
    const added = [];
    wanted.forEach((row, index) => {
      const there = list.childNodes[index];
      if (row === there) return;
      if (row.isNew && row.message) added.push(row.message);
      row.isNew = false;
      list.insertBefore(row, there ?? null);
    });
    while (list.childNodes.length > wanted.length) list.lastChild.remove();
    return added;
  }

  function article(message, at, first, mark, ask) {
    const mine = own(message);
    const who = mine ? words.you : message.author.name || words.team;
    const kind = mine ? 'own' : message.kind === 'activity' ? 'line' : 'theirs';
    const time = at.toLocaleTimeString(locale, { timeStyle: 'short' });
    const { text, attachments, item } = message;
    return el('article', { class: first ? kind + ' first' : kind, 'aria-label': `${who}, ${time}`, 'aria-live': mine && 'off' },
      first && el('p', { class: 'by', 'aria-hidden': true }, mine || el('b', null, who), ' ',
        el('time', { datetime: at.toISOString(), title: at.toLocaleString(locale) }, time)),
      text && el('div', { class: 'bubble', dir: 'auto' }, linkify(text)),
      attachments?.length && later('./files.js', files => attachments.map(file => files.show(file, chat, words))),
      ask && form(ask),
      mark && el('p', { class: item?.failed ? 'mark bad' : 'mark' }, mark, item?.failed && form('failure', item)));
  }

  const form = (name, item) => later('./forms.js', forms => [forms[name](chat, words, say, null, item)]);

  // A place that is filled when the module for it is there.
  function later(module, make) {
    const box = el('span', { class: 'later' });
    import(module).then(loaded => box.append(...make(loaded)));
    return box;
  }

  function dayOf(at) {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
    return days < 2 ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
      : at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  }

  return { node, jump, render, look, toEnd };
}

// What the visitor writes: the draft survives a reload, Enter sends, files come by button, paste and drop.
function makeComposer(chat, words, say) {
  const { store, state } = chat;
  const input = el('textarea', { rows: 1, 'aria-label': words.write, placeholder: words.write, dir: 'auto', enterkeyhint: 'send',
    input: typed, keydown: pressed, paste: pasted });
  const picker = el('input', { type: 'file', multiple: true, hidden: true, change: () => add(picker.files) });
  const grow = el('div', { class: 'grow' }, input);
  const chips = el('ul', { class: 'chips', hidden: true });
  const error = el('p', { class: 'error', role: 'alert' });
  const send = el('button', { class: 'tool send', 'aria-label': words.send }, icon(PLANE));
  const node = el('form', { class: 'composer', submit }, chips, error,
    el('div', { class: 'row' }, button(words.attach, () => picker.click(), { class: 'tool' }, icon(CLIP)), picker, grow, send));
  let uploads;

  function typed() {
    grow.dataset.text = input.value;
    complain('');
    store.set('draft', input.value || null);
    if (input.value) chat.typing();
  }

  function pressed(event) {
    const newLine = event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches;
    if (event.key === 'Enter' && !newLine) submit(event);
  }

  function pasted(event) {
    const { files } = event.clipboardData;
    if (files.length) add(files, event.preventDefault());
  }

  async function add(files) {
    const given = [...files];
    picker.value = '';
    uploads ??= (await import('./files.js')).makeUploads(chat, words, chips, complain);
    uploads.add(given);
  }

  function complain(text) {
    error.textContent = text;
  }

  function submit(event) {
    event.preventDefault();
    const text = input.value.trim();
    const most = state.settings?.limits?.text ?? 10_000;
    input.focus();
    if (uploads?.busy()) return complain(words.uploading);
    if (text.length > most) return complain(words.errors.tooLong(most));
    const files = uploads?.take() ?? [];
    if (!text && !files.length) return;
    write('');
    chat.send(text, files);
  }

  function write(text) {
    input.value = text;
    typed();
  }

  input.value = grow.dataset.text = store.get('draft') ?? '';
  return { node, add, write, text: () => input.value, focus: () => input.focus() };
}

// Elements by DOM calls only: nothing here parses HTML.
export function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else if (value != null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter(child => child && child !== true));
  return node;
}

export function icon(d) {
  const [svg, path] = ['svg', 'path'].map(tag => document.createElementNS('http://www.w3.org/2000/svg', tag));
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', true);
  path.setAttribute('d', d);
  svg.append(path);
  return svg;
}

export const button = (label, click, attributes, face) =>
  el('button', { type: 'button', click, 'aria-label': face && label, ...attributes }, face ?? label);

// Links by the URL parser; http, https, mailto and tel only.
function linkify(text) {
  const parts = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(/\b(?:https?:\/\/|mailto:|tel:)[^\s<>"]*[^\s<>".,;:!?'»”]/gi)) {
    const href = found.includes('(') ? found : found.replace(/\)+$/, '');
    if (!isSafe(href)) continue;
    parts.push(text.slice(from, index), el('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, href));
    from = index + href.length;
  }
  return [...parts, text.slice(from)];
}

function isSafe(href) {
  try {
    return /^(https?|mailto|tel):$/.test(new URL(href).protocol);
  } catch {
    return false;
  }
}
