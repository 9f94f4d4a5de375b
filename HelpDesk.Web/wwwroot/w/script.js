import { backOff, makeStore, pause } from './wire.js';

const TOKEN_WITHIN = 10_000;
const MOST_DUE = 30;
const MOST_PAGES = 30;

// What a page asks for and what it says of its visitor. Loaded with the panel, before which nothing of it leaves the page.
export function run(calls, options) {
  const page = (options.script ??= makePage(options));
  for (const [name, ...given] of calls.splice(0)) {
    try {
      page[name](...given);
    } catch (problem) {
      console.error(`helpdesk.${name}:`, problem);
    }
  }
}

function makePage(options) {
  const { inbox, emit, load } = options;
  const store = makeStore(`hd.${inbox}.`);
  const life = new AbortController();
  let person = null;
  let signed = false;
  let due = [];
  let aboutTicket = {};
  let toldTicket = null;
  let busy = false;
  let called = false;

  // Somebody else than before: nothing of who was here stays, and the chat of before says no more.
  options.another = token => {
    const kept = store.get('token');
    forget();
    if (kept) store.set('token', token);
    options.panel.reset();
    return new Promise(() => {});
  };

  options.met = answer => {
    if (answer) signed = answer.accepted;
    if (answer?.code) emit('error', { about: 'identity', code: answer.code, detail: 'The identity token was refused.' });
    tell();
  };

  const panel = name => (...given) => {
    called = true;
    load().then(started => started[name](...given), () => {});
  };

  function identify({ id, email, name, phone, attributes, token } = {}) {
    const known = person?.id ?? store.get('who')?.id;
    const given = id == null ? null : String(id);
    if (known && given && known !== given) logout();
    const isKnown = signed && person?.id === given && (given || person.token === token);
    person = { id: given, token };
    options.identify = token && present;
    const said = token ? { phone } : { id: given, phone, name: email ? undefined : name };
    setAttributes({ ...Object.fromEntries(Object.entries(said).filter(([, value]) => value != null)), ...attributes });
    if (!token && email) say('contact', { email, name });
    if (token && !isKnown && options.panel) meet();
  }

  // Whose text has lapsed is still signed in by the chat's own token; who has not been signed in yet hears that it is too late.
  async function present() {
    const { id, token } = person;
    if (typeof token !== 'function') {
      const who = store.get('who');
      return lapsed(token) && who?.signed && who.id === id ? undefined : token;
    }
    try {
      const late = new Promise((_, reject) => setTimeout(reject, TOKEN_WITHIN, 'It took too long.'));
      const fetched = await Promise.race([token(), late]);
      if (typeof fetched === 'string') return fetched;
      throw TypeError('It gave no text.');
    } catch (problem) {
      emit('error', { about: 'identity', code: 'token', detail: `The page's function gave no identity token. ${problem}` });
    }
  }

  // What somebody has begun outlives that the page says who they are.
  function meet() {
    const chat = options.panel.chat();
    const fields = [...options.root.querySelectorAll('.prechat :is(input, select, textarea)')];
    const hasBegun = fields.some(field => (field.type === 'checkbox' ? field.checked : field.value));
    if (!hasBegun && !options.root.querySelector('.chips li')) return renew();
    chat.state.quiet = true;
    chat.renew();
  }

  // The focus stays where it was: nobody has asked for the chat just now. Also when another tab signs out.
  options.renew = renew;
  async function renew() {
    const { activeElement } = document;
    await options.panel.reset();
    if (activeElement === options.root.host) return;
    options.root.activeElement?.blur();
    activeElement?.focus({ preventScroll: true });
  }

  function logout() {
    person = null;
    signed = false;
    due = [];
    aboutTicket = {};
    options.identify = null;
    forget();
    if (options.panel) renew();
  }

  function forget() {
    const tabs = options.panel?.chat().tabs ?? new BroadcastChannel(`hd.${inbox}.`);
    tabs.postMessage({ event: 'logout', data: store.get('token') });
    for (const name of store.names().filter(one => one !== 'token').concat('token')) store.set(name, null);
    if (!options.panel) tabs.close();
  }

  function setAttributes(attributes) {
    if (Object.keys(attributes ?? {}).length) say('attributes', { attributes });
  }

  // Said again to the ticket that comes next.
  function sayOfTicket({ ticketAttributes, tags }) {
    aboutTicket = {
      ticketAttributes: { ...aboutTicket.ticketAttributes, ...ticketAttributes },
      tags: [...new Set([...(aboutTicket.tags ?? []), ...(tags ?? [])])],
    };
    toldTicket = null;
    tell();
  }

  function say(path, body) {
    const last = due.at(-1);
    const merges = path === 'attributes' && last?.path === path && !last.sent && last.body.attributes;
    if (merges) Object.assign(last.body.attributes, body.attributes);
    else due.push({ path, body });
    due = due.slice(-MOST_DUE);
    tell();
  }

  // Before the first message there is nobody to say it of.
  function listener() {
    const chat = options.panel?.chat();
    return chat?.state.ticket && chat.store.get('token') ? chat : null;
  }

  async function tell() {
    if (busy) return;
    busy = true;
    for (let tries = 0, chat, one; (chat = listener()) && (one = next(chat));) {
      one.sent = true;
      const problem = await chat.api.post(one.path, one.body).then(() => null, failed => failed);
      const isPassing = problem && (!problem.status || problem.status >= 500 || problem.status === 429);
      if (isPassing) {
        await pause(problem.retryAfter * 1000 || backOff(tries++), life.signal);
      } else {
        if (problem) emit('error', problem);
        due = due.filter(other => other !== one);
        tries = 0;
      }
    }
    busy = false;
  }

  function next({ state: { ticket } }) {
    if (person?.id) store.set('who', { id: person.id, signed });
    if (ticket !== toldTicket && aboutTicket.tags) due.push({ path: 'attributes', body: aboutTicket });
    toldTicket = ticket;
    return due[0];
  }

  async function open({ ticket, article, flow } = {}) {
    if (!(ticket > 0)) {
      const asked = article ? '{ article }' : flow ? '{ flow }' : '';
      return console.error(`helpdesk.open(${asked}): ${asked ? 'this version cannot open that yet' : 'say what'}. It opens { ticket: 1042 }.`);
    }
    const started = await load();
    started.show();
    const chat = started.chat();
    const { state } = chat;
    try {
      await chat.connect();
      await chat.api.get(`messages?limit=1&ticket=${+ticket}`);
      const isLoaded = () => state.messages.some(message => message.ticket === +ticket);
      state.quiet = true;
      for (let pages = 0; !isLoaded() && state.before && pages < MOST_PAGES; pages++) await chat.history(state.before);
      if (ticket <= state.from) state.from = 0;
      if (ticket !== state.ticket && isLoaded()) state.goal = +ticket;
      chat.changed();
      state.quiet = false;
    } catch (problem) {
      state.quiet = false;
      emit('error', problem);
    }
  }

  return {
    show: panel('show'), toggle: panel('toggle'), prefill: panel('prefill'), send: panel('send'),
    hide: () => (called || options.panel) && panel('hide')(),
    setLocale(tag) {
      options.locale = tag;
      options.panel?.setLocale(tag);
    },
    open, identify, logout, setAttributes,
    setTicketAttributes: ticketAttributes => sayOfTicket({ ticketAttributes }),
    addTags: tags => sayOfTicket({ tags: [tags].flat() }),
    track: (name, props) => say('track', { name, props }),
  };
}

function lapsed(token) {
  try {
    const claims = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(atob(claims)).exp * 1000 < Date.now();
  } catch {
    return false;
  }
}
