import { own } from './chat.js';
import { button, el } from './panel.js';

const RUN = 5 * 60_000;
const NEAR = 60;
const AGAIN = 3_000;

// What failed for want of a connection offers to try again: what that takes cannot be fetched then.
import('./forms.js').catch(() => {});

const sheet = new CSSStyleSheet();
let dressed;

// With its styles before anything stands in it, so that nothing jumps. What failed to come is asked for again.
async function dress({ adoptedStyleSheets }) {
  try {
    await (dressed ??= fetch(new URL('log.css', import.meta.url)).then(response => response.text()).then(text => sheet.replace(text)));
  } catch (problem) {
    dressed = null;
    throw problem;
  }
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
}

// The timeline, loaded when there is something to show: an article per message, author and time once per run, the state
// under the visitor's last message.
export async function makeLog(node, intro, chat, words, locale, say) {
  await dress(chat.root);
  const { state, outbox } = chat;
  const more = button(words.older, older, { class: 'older' });
  const list = el('div', { role: 'log', 'aria-live': 'off', 'aria-relevant': 'additions', 'aria-label': words.conversation });
  const jump = button('', toEnd, { class: 'jump', hidden: true });
  const region = navigator.languages.find(tag => tag.startsWith(locale)) ?? locale;
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

  // Who reads the end stays there, whatever grows.
  const size = new ResizeObserver(() => follow && toEnd());
  size.observe(node);
  size.observe(list);
  node.append(more, list);
  node.after(jump);
  node.addEventListener('scroll', scrolled);

  const atEnd = () => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;

  function toEnd() {
    node.scrollTop = node.scrollHeight;
  }

  function scrolled() {
    follow = atEnd();
    if (follow) count(0);
    else if (node.scrollTop < NEAR) older();
  }

  async function older() {
    if (state.quiet) return;
    state.quiet = true;
    if (state.from) state.from = 0;
    else if (state.before) await chat.history(state.before).catch(() => {});
    chat.changed();
    state.quiet = false;
  }

  function count(fresh) {
    below = fresh;
    jump.hidden = !fresh;
    jump.textContent = `↓ ${words.unread(fresh)}`;
  }

  function render() {
    const fromEnd = node.scrollHeight - node.scrollTop;
    const { quiet, from } = state;
    const before = state.before || from;
    if (quiet) list.ariaLive = 'off';
    const added = place(rows());
    // Who stands on the button that goes reads on where it led.
    if (!before && more.matches(':focus')) node.focus();
    more.hidden = !before;
    intro.hidden = before;
    if (quiet) node.scrollTop = node.scrollHeight - fromEnd;
    else if (added.some(own)) toEnd();
    else if (!follow) count(below + added.length);
    const goal = state.goal && [...list.children].find(row => row.message?.ticket === state.goal);
    if (goal) {
      state.goal = null;
      follow = false;
      goal.scrollIntoView();
    }
    setTimeout(() => { list.ariaLive = 'polite'; }, 500);
  }

  function rows() {
    const waiting = outbox.items.map(item => (
      { ...item, item, clientKey: item.key, createdAt: item.at, attachments: item.files, author: { type: 'customer' } }));
    const all = [...state.messages.filter(one => one.ticket > state.from), ...waiting];
    const last = all.findLast(own);
    let before;
    return all.flatMap(message => {
      const { author, item, clientKey, id, seq, ticket } = message;
      const at = new Date(message.createdAt);
      const day = at.toDateString();
      const newDay = day !== before?.day;
      const first = newDay || author.type !== before.author.type || author.name !== before.author.name || at - before.at > RUN;
      const mark = item ? (item.failed ? words.failed : words.sending)
        : message === last && (state.seen[ticket] >= seq ? words.seen : words.delivered);
      const ask = message.ask === 'email' ? !state.email && 'contact' : !!message.ask && message === all.at(-1) && 'here';
      const turn = ticket > before?.ticket;
      before = { author, at, day, ticket };
      const row = cached(clientKey ?? id, [first, mark, ask, message.text, message.attachments?.[0]?.url, item?.failed, message.content, message.content && (state.locked || ticket < state.ticket)], () => article(message, at, first, mark, ask));
      row.message = message;
      return [turn && cached('turn' + ticket, 0, () => el('hr')), newDay && cached(day, 0, () => el('p', { class: 'day' }, dayOf(at))), row].filter(Boolean);
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
    const time = at.toLocaleTimeString(region, { timeStyle: 'short' });
    const { text, attachments, content, item } = message;
    const title = content?.form?.title ?? content?.cards?.[0].title;
    const images = content?.cards?.map(card => card.image) ?? [];
    const files = attachments?.filter(file => !images.includes(file.url));
    return el('article', { class: first ? kind + ' first' : kind, 'aria-label': `${who}, ${time}`, 'aria-live': mine && 'off' },
      first && el('p', { class: 'by', 'aria-hidden': true }, mine || el('b', null, who), ' ',
        el('time', { datetime: at.toISOString(), title: at.toLocaleString(region) }, time)),
      text && text !== title && el('div', { class: 'bubble', dir: 'auto' }, linkify(text)),
      content && later('./rich.js', rich => rich.show(message, chat, words, say)),
      files?.length && later('./files.js', module => files.map(file => module.show(file, chat, words))),
      ask && form(ask),
      mark && el('p', { class: item?.failed ? 'mark bad' : 'mark' }, mark, item?.failed && form('failure', item)));
  }

  const form = (name, item) => later('./forms.js', forms => [forms[name](chat, words, say, null, item)]);

  function later(module, make) {
    const box = el('span', { class: 'later' });
    const load = tries => import(module).then(loaded => box.append(...make(loaded)),
      () => setTimeout(() => box.isConnected && load(tries + 1), AGAIN * 2 ** Math.min(tries, 4)));
    load(0);
    return box;
  }

  function dayOf(at) {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
    return days < 2 ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')
      : at.toLocaleDateString(region, { weekday: 'long', day: 'numeric', month: 'long' });
  }

  return { render, look, toEnd };
}

// A file by its address; the token goes into the header.
export const blob = ({ api }, url) => api.open(url.slice(url.indexOf('files/'))).then(response => response.blob());

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
