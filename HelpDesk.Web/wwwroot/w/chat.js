import { backOff, makeApi, makeOutbox, makeStore, makeStream, pause } from './wire.js';

const PAGE = 30;
const TYPING_EVERY = 4_000;
const TYPING_SHOWS = 6_000;
const never = new Promise(() => {});

// One visitor's conversation.
export function makeChat(options, changed, emit) {
  const { base, inbox, link, page } = options;
  const name = `hd.${inbox}.${link ? link.slice(0, 8) + '.' : ''}`;
  const store = makeStore(name);
  const life = new AbortController();
  const tabs = new BroadcastChannel(name);
  const session = { token: null };
  const api = makeApi(base + 'v1/', session);
  const stream = makeStream(api, heard, online, () => visit(session.token));
  const outbox = makeOutbox(store, deliver, changed, life.signal);
  const state = {
    settings: null, status: null, ticket: null, locked: false, after: 0, from: 0, messages: [], before: null, quiet: true,
    typing: null, seen: {}, read: store.get('read') ?? {}, email: store.get('email'), problem: null, said: options.said,
  };
  let connecting = null;
  let typedAt = 0;

  const connect = () => (connecting ??= begin());

  async function begin() {
    for (let tries = 0; ; tries++) {
      try {
        const [settings, at] = await Promise.all([api.get('inboxes/' + inbox), visit(store.get('token') ?? session.token ?? link)]);
        state.settings = settings;
        stream.at(at);
        if (state.ticket) await history();
        break;
      } catch (problem) {
        state.gone = link && problem.code === 'token';
        online(false, problem.status);
        if (problem.code && !tries) emit('error', problem);
        if (!state.gone) await pause(backOff(tries), life.signal);
        if (state.gone || life.signal.aborted) await never;
      }
    }
    state.quiet = false;
    online(true);
    listen();
    changed();
  }

  // A lapsed token makes a fresh visitor, a lapsed personal link does not.
  async function visit(resume) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    try {
      const identity = await options.identify?.();
      const answer = await api.post(`inboxes/${inbox}/visitors`, { locale: options.locale || navigator.language, timeZone, page, resume, identity });
      if (life.signal.aborted) await never;
      session.token = answer.token;
      if (answer.identity.switched) await options.another(answer.token);
      if (link || store.get('token')) store.set('token', answer.token);
      state.ticket = answer.ticket;
      state.known = answer.known;
      state.locked = answer.locked;
      state.over = answer.ended;
      events.status(answer.status);
      options.met?.(answer.identity);
      return answer.lastEventId;
    } catch (problem) {
      if (!resume || resume === link || problem.code !== 'token') throw problem;
      store.set('token', session.token = null);
      return visit(link);
    }
  }

  const listen = () => stream.start(store.get('token') && name);

  function online(live, problem) {
    const before = state.problem;
    state.problem = live ? null : problem ?? 'network';
    if (before === state.problem) return;
    if (live) {
      outbox.wake();
      if (state.read.ticket === state.ticket) post('read', state.read);
    }
    changed();
  }

  // The visitor acts: only now is anything kept. Another tab may be first.
  async function keep() {
    await connect();
    const known = store.get('token');
    if (known === session.token) return;
    if (known) return renew();
    store.set('token', session.token);
    tabs.postMessage({ event: 'token' });
    listen();
  }

  function renew() {
    connecting = null;
    return connect();
  }

  async function deliver({ key, text, files, after, quickReply }) {
    await keep();
    try {
      const startNew = !!state.ticket && after >= state.ticket;
      const answer = await api.post('messages', { text, attachments: files.map(file => file.id), startNew, quickReply, answers: store.get('answers'), proactive: options.said?.id }, { 'idempotency-key': key });
      if (answer.ticket > state.ticket) state.locked = state.over = false;
      put({ kind: 'public', author: { type: 'customer' }, text, attachments: files, clientKey: key, ...answer });
      store.set('answers', null);
      options.said = null;
      options.met?.();
    } catch (problem) {
      if (problem.status === 401) {
        await visit(session.token);
        throw {};
      }
      if (problem.code === 'ended') state.locked = true;
      if (problem.code === 'form') await renew(store.set('answers', null));
      throw problem;
    }
  }

  function put(message) {
    const { id, clientKey } = message;
    const known = state.messages.find(one => one.id === id || (clientKey && one.clientKey === clientKey));
    if (known) Object.assign(known, message.channel && message);
    else state.messages.push(message);
    state.messages.sort((a, b) => a.ticket - b.ticket || a.seq - b.seq);
    state.ticket = Math.max(state.ticket, message.ticket);
    outbox.remove(clientKey);
    return !known;
  }

  // Through the ticket, then the one before.
  async function history({ ticket, seq } = { ticket: state.ticket }) {
    const { items, next, earlier, lastEventId } = await api.get(`messages?limit=${PAGE}&ticket=${ticket}&before=${seq ?? ''}`);
    items.forEach(put);
    const more = next ? ticket : earlier;
    state.before = more && { ticket: more, seq: next };
    if (ticket === state.ticket && !seq) stream.at(lastEventId);
  }

  const events = {
    message(message) {
      const { ticket } = message;
      state.over = false;
      if (ticket > state.ticket) state.locked = false;
      if (ticket <= state.from) state.from = 0;
      if (!put(message) || own(message)) return;
      state.typing = null;
      emit('message', message);
    },
    typing({ author }) {
      if (author.type === 'customer') return;
      clearTimeout(state.timer);
      state.timer = setTimeout(() => changed(state.typing = null), TYPING_SHOWS);
      state.typing = author;
    },
    read({ ticket, seq, by }) {
      if (by === 'agent') state.seen[ticket] = seq;
      else marked(ticket, seq);
    },
    status(status) {
      state.status = status;
      outbox.wake();
      emit('status', status);
    },
    ended(end) {
      if (end.ticket === state.ticket && end.ticket > state.after) {
        state.locked = end.locked;
        state.over = !end.locked;
      }
      emit('ended', end);
    },
    csat(rated) {
      store.set('rated', rated);
      emit('csat', rated);
    },
    form: put,
    email(address) {
      state.email = address;
    },
    // Anew: there may be a gap.
    reset: () => renew(state.messages = []),
    token: () => renew(state.messages = []),
    // What this page said of its visitor lapses, too.
    logout(token) {
      if (store.get('token') === token) for (const key of store.names()) store.set(key, null);
      options.identify = null;
      (options.renew ?? options.panel.reset)();
    },
  };

  // Told to the other tabs.
  function heard(event, data, id) {
    if (event === 'message' && store.get('sound') && !own(data)) import('./sound.js').then(({ chime }) => chime());
    tabs.postMessage({ event, data, id });
    take({ data: { event, data, id } });
  }

  function take({ data: { event, data, id } }) {
    stream.at(id);
    events[event]?.(data);
    changed();
  }

  tabs.addEventListener('message', take);

  const unread = () => state.messages.filter(one => !own(one) && one.kind !== 'activity' && isNew(one)).length;

  const isNew = ({ ticket, seq }) => ticket > (state.read.ticket ?? 0) || (ticket === state.read.ticket && seq > state.read.seq);

  function marked(ticket, seq) {
    if (!isNew({ ticket, seq })) return false;
    state.read = { ticket, seq };
    if (store.get('token')) store.set('read', state.read);
    return true;
  }

  function read({ ticket, seq }) {
    if (!marked(ticket, seq)) return;
    tabs.postMessage({ event: 'read', data: state.read });
    post('read', state.read);
    changed();
  }

  const post = (path, body) => api.post(path, body).catch(() => {});

  function typing() {
    if (!store.get('token') || Date.now() - typedAt < TYPING_EVERY) return;
    typedAt = Date.now();
    post('typing');
  }

  function newChat() {
    state.after = state.from = state.ticket;
    state.locked = state.over = false;
    changed();
  }

  function stop() {
    life.abort();
    stream.stop();
    tabs.close();
  }

  return {
    state, store, api, outbox, session, root: options.root, base, inbox, tabs, connect, keep, renew, history, heard, unread, read, typing, newChat, stop, changed,
    send: (text, files = [], more) => outbox.add(text, files, state.after, more),
  };
}

// Somebody else who wrote into the ticket by mail is a customer without an id.
export const own = ({ author }) => author.type === 'customer' && author.id !== null;
