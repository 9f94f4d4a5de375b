import { makeChat } from './chat.js';

const ANNOUNCE_EVERY = 10_000;
const CROSS = 'M6 6l12 12M18 6L6 18';
const CLIP = 'M21 11.5l-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8l8.6-8.6a3.7 3.7 0 0 1 5.2 5.2l-8.6 8.6a1.8 1.8 0 0 1-2.6-2.6l7.9-7.9';
const MORE = 'M5 12h.1M12 12h.1M19 12h.1';
const PLANE = 'M4 12 3 4l18 8-18 8 1-8zm0 0h8';

const phone = matchMedia('(max-width: 599px)');

// Beside a launcher, or alone.
export async function start(host, options) {
  const { emit, launcher } = options;
  const root = options.root = host.shadowRoot;
  const sheet = new CSSStyleSheet();
  const brand = new CSSStyleSheet();
  const life = new AbortController();
  const { signal } = life;
  let chat = makeChat(options, paint, emit);
  let view;
  let words;
  let worn;
  let languages = ['en', 'es', 'fr'];
  let shown = false;
  let unread = '';
  sheet.replaceSync(await (await fetch(new URL('panel.css', import.meta.url))).text());
  root.adoptedStyleSheets.push(sheet, brand);
  await speak();
  document.addEventListener('visibilitychange', () => view.look(), { signal });
  phone.addEventListener('change', () => shown && show(), { signal });
  for (const change of ['online', 'offline']) addEventListener(change, paint, { signal });
  if (!launcher) show();
  begin();

  function begin() {
    if (chat.store.get('token')) chat.connect();
    chat.outbox.wake();
  }

  // For another visitor.
  async function reset() {
    chat.stop();
    chat = makeChat(options, paint, emit);
    await speak();
    begin();
  }

  function pick() {
    return [options.locale, ...navigator.languages].map(tag => tag?.slice(0, 2).toLowerCase())
      .find(tag => languages.includes(tag)) ?? languages[0];
  }

  async function speak() {
    const locale = pick();
    words = (await import(`./strings/${locale}.js`)).default;
    view?.panel.remove();
    view = makeView(chat, words, locale, launcher && (() => shown && toggle()));
    root.append(view.panel);
    host.lang = locale;
    if (shown) show();
    else paint();
  }

  function paint() {
    if (!view) return;
    view.render();
    const { settings } = chat.state;
    if (settings && worn !== settings) {
      ({ languages } = worn = settings);
      const { colour, launcher: face, position } = settings;
      if (colour || face || position === 'left') import('./brand.js').then(({ wear }) => paint(wear(host, brand, options, settings)));
      if (pick() !== host.lang) return speak();
    }
    const count = chat.unread() || '';
    if (unread !== count) emit('unread', +count);
    unread = count;
    const title = settings && !launcher ? settings.name : document.title.replace(/^\(\d+\) /, '');
    const wanted = (count && `(${count}) `) + title;
    if (document.title !== wanted) document.title = wanted;
    if (!launcher) return;
    launcher.dataset.count = count;
    launcher.setAttribute('aria-expanded', shown);
    const { text } = launcher.dataset;
    launcher.setAttribute('aria-label', (text ? text + ': ' : '') + (shown ? words.close : words.open + (count && `, ${words.unread(count)}`)));
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

  return (options.panel = {
    show, hide, toggle, reset, chat: () => chat,
    restore: () => shown && show(),
    setLocale: speak,
    prefill: text => view.prefill(text),
    send: text => chat.send(text),
    destroy() {
      life.abort();
      chat.stop();
      options.panel = null;
    },
  });
}

function makeView(chat, words, locale, close) {
  const { state } = chat;
  const live = el('p', { class: 'hidden', role: 'status' });
  const intro = el('div', { class: 'intro' }, el('p', { class: 'big' }, words.hello), el('p'));
  const node = el('div', { class: 'log', tabindex: 0, role: 'region', 'aria-label': words.conversation }, intro);
  const composer = makeComposer(chat, words, timeline);
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
    el('header', null, badge, el('div', { class: 'who' }, title, status),
      button(words.more, () => open('menu', './menu.js'), { class: 'tool' }, icon(MORE)), close && button(words.close, close, { class: 'tool' }, icon(CROSS))),
    el('div', { class: 'body' }, node), typing, notice, sheet, over, composer.node, foot, live);
  let announcedAt = 0;
  let log;
  let loading;
  let rated;
  let asked;

  chat.edit = item => {
    chat.outbox.remove(item.key);
    composer.write(item.text);
    composer.focus();
  };

  function timeline() {
    loading ??= import('./log.js').then(({ makeLog }) => makeLog(node, intro, chat, words, locale, say)).then(made => {
      log = made;
      log.render();
    }, () => { loading = null; });
  }

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

  async function open(form, file = './forms.js') {
    sheet.replaceChildren(await (await import(file))[form](chat, words, say, shut));
    sheet.hidden = false;
    sheet.querySelector('input, button').focus();
  }

  function shut() {
    sheet.hidden = true;
    focus();
  }

  function focus() {
    (chat.first ?? (composer.node.hidden ? fresh : composer)).focus();
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
    mail.hidden = settings?.offers.email === false;
    end.hidden = !(ticket > after) || state.over || settings?.offers.ending === false;
    const held = composer.node.contains(root().activeElement);
    const asks = settings?.form && !ticket && !chat.store.get('answers');
    composer.node.hidden = foot.hidden = locked || gone || asks;
    if (asks) asked ??= import('./prechat.js').then(({ ask }) => ask(chat, composer.node, () => focus(render(asked = chat.first)))).then(null, () => setTimeout(render, 2_000, asked = null));
    composer.clip.hidden = settings?.limits.filesPerMessage === 0;
    over.hidden = !(locked || gone || state.over);
    fresh.hidden = !composer.node.hidden;
    over.firstChild.textContent = gone ? words.gone : words.ended;
    if (held && composer.node.hidden) focus();
    if (over.hidden) rated = 0;
    else if (!gone && rated !== ticket) {
      rated = ticket;
      import('./ending.js').then(({ end }) => end(chat, words, say, over, fresh));
    }
    intro.lastChild.textContent = state.said?.text ?? settings?.greeting ?? words.intro;
    if (log) log.render();
    else if (ticket || chat.outbox.items.length) timeline();
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
    panel, render, look: () => log?.look(), toEnd: () => log?.toEnd(), focus,
    prefill: text => composer.text() || composer.write(text),
  };
}

function makeComposer(chat, words, begun) {
  const { store, state } = chat;
  const input = el('textarea', { rows: 1, 'aria-label': words.write, placeholder: words.write, dir: 'auto', enterkeyhint: 'send',
    input: typed, keydown: pressed, paste: pasted });
  const picker = el('input', { type: 'file', multiple: true, hidden: true, change: () => add(picker.files) });
  const clip = button(words.attach, () => picker.click(), { class: 'tool' }, icon(CLIP));
  const grow = el('div', { class: 'grow' }, input);
  const chips = chat.chips ??= el('ul', { class: 'chips', hidden: true });
  const error = el('p', { class: 'error', role: 'alert' });
  const send = el('button', { class: 'tool send', 'aria-label': words.send }, icon(PLANE));
  const node = el('form', { class: 'composer', submit }, chips, error,
    el('div', { class: 'row' }, clip, picker, grow, send));
  let coming = 0;

  function typed() {
    grow.dataset.text = input.value;
    complain('');
    store.set('draft', input.value || null);
    if (!input.value) return;
    begun();
    chat.typing();
  }

  function pressed(event) {
    const newLine = event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches;
    if (event.key === 'Enter' && !newLine) submit(event);
  }

  function pasted(event) {
    const { files } = event.clipboardData;
    if (files.length) add(files, event.preventDefault());
  }

  function add(files) {
    const given = [...files];
    picker.value = '';
    coming++;
    import('./files.js').then(({ makeUploads }) => (chat.uploads ??= makeUploads(chat, words, chips)).add(given),
      () => complain(words.errors[0])).then(() => coming--);
  }

  function complain(text) {
    error.textContent = text;
  }

  function submit(event) {
    event.preventDefault();
    const text = input.value.trim();
    const most = state.settings?.limits?.text ?? 10_000;
    input.focus();
    if (coming || chat.uploads?.busy()) return complain(words.uploading);
    if (text.length > most) return complain(words.errors.tooLong(most));
    const files = chat.uploads?.take() ?? [];
    if (!text && !files.length) return;
    write('');
    chat.send(text, files);
  }

  function write(text) {
    input.value = text;
    typed();
  }

  input.value = grow.dataset.text = store.get('draft') ?? '';
  return { node, clip, add, write, text: () => input.value, focus: () => input.focus() };
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
