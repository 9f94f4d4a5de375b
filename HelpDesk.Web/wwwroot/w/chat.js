const PAGE = 30;
const TYPING_EVERY = 4_000;
const TYPING_SHOWS = 6_000;
const GIVE_UP_AFTER = 6;
const FIRST_BYTE = 8_000;
const SILENCE = 45_000;
const LAPSED = [401, 404, 410, 422];

// One visitor's conversation: what is known of it and what can be done with it.
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
    settings: null, status: null, ticket: null, locked: false, after: 0, messages: [], before: null, quiet: true,
    typing: null, seen: 0, read: store.get('read') ?? {}, email: store.get('email'), problem: null,
  };
  let connecting = null;
  let typedAt = 0;

  const connect = () => (connecting ??= begin());

  async function begin() {
    for (let tries = 0; ; tries++) {
      try {
        const [settings] = await Promise.all([api.get('inboxes/' + inbox), visit(store.get('token') ?? session.token ?? link)]);
        Object.assign(state, { settings, status: state.status ?? settings.status });
        if (state.ticket) await history();
        break;
      } catch (problem) {
        state.gone = link && LAPSED.includes(problem.status);
        online(false, problem.status);
        if (state.gone) await new Promise(() => {});
        await pause(backOff(tries), life.signal);
        if (life.signal.aborted) throw problem;
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
      const answer = await api.post(`inboxes/${inbox}/visitors`, { locale: options.locale, timeZone, page, resume });
      session.token = answer.token;
      if (link || store.get('token')) store.set('token', answer.token);
      state.ticket = answer.ticket;
      state.locked = answer.locked;
      events.status(answer.status);
      stream.at(answer.lastEventId);
    } catch (problem) {
      if (!resume || resume === link || !LAPSED.includes(problem.status)) throw problem;
      store.set('token', session.token = null);
      await visit(link);
    }
  }

  const listen = () => stream.start(store.get('token') && name);

  function online(live, problem) {
    const before = state.problem;
    state.problem = live ? null : problem ?? 'network';
    if (before === state.problem) return;
    if (live) {
      outbox.wake();
      if (state.read.ticket === state.ticket) post('read', { seq: state.read.seq });
    }
    changed();
  }

  // The visitor acts: only now is anything kept in this browser. Another tab may have acted first.
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

  async function deliver({ key, text, files, ticket }) {
    await keep();
    try {
      const answer = await api.post('messages', { text, attachments: files.map(file => file.id), ticket }, { 'idempotency-key': key });
      put({ kind: 'public', author: { type: 'customer' }, text, attachments: files, clientKey: key, ...answer });
      state.locked = false;
    } catch (problem) {
      if (problem.status === 401) {
        await visit(session.token);
        throw {};
      }
      if (problem.code === 'ended') state.locked = true;
      throw problem;
    }
  }

  function put(message) {
    const { id, clientKey } = message;
    const known = state.messages.find(one => one.id === id || (clientKey && one.clientKey === clientKey));
    if (known) Object.assign(known, message);
    else state.messages.push(message);
    state.messages.sort((a, b) => a.ticket - b.ticket || a.seq - b.seq);
    state.ticket = Math.max(state.ticket, message.ticket);
    outbox.remove(clientKey);
    return !known;
  }

  async function history(before = '') {
    const answer = await api.get(`messages?limit=${PAGE}&ticket=${state.ticket}&before=${before}`);
    answer.items.forEach(put);
    state.before = answer.next;
    if (!before) stream.at(answer.lastEventId);
  }

  async function older() {
    if (!state.before || state.quiet) return;
    state.quiet = true;
    await history(state.before).catch(() => {});
    changed();
    state.quiet = false;
  }

  const events = {
    message(message) {
      if (!put(message) || own(message)) return;
      state.typing = null;
      emit('message', message);
      emit('unread', unread());
    },
    delivery({ id, deliveries }) {
      const message = state.messages.find(one => one.id === id);
      if (message) message.deliveries = deliveries;
    },
    typing({ author }) {
      if (author.type === 'customer') return;
      clearTimeout(state.timer);
      state.timer = setTimeout(() => changed(state.typing = null), TYPING_SHOWS);
      state.typing = author;
    },
    read({ seq, by }) {
      if (by === 'agent') state.seen = Math.max(state.seen, seq);
      else marked(state.ticket, seq);
    },
    status(status) {
      state.status = status;
      emit('status', status);
    },
    ended(end) {
      if (end.ticket === state.ticket) state.locked = end.locked;
      emit('ended', end);
    },
    reset() {
      state.messages = [];
      history().then(changed, () => {});
    },
    email(address) {
      state.email = address;
    },
    token: renew,
    logout: stop,
  };

  function heard(event, data, id) {
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
    emit('unread', unread());
    return true;
  }

  function read({ ticket, seq }) {
    if (!marked(ticket, seq)) return;
    tabs.postMessage({ event: 'read', data: { seq } });
    post('read', { seq });
    changed();
  }

  const post = (path, body) => api.post(path, body).catch(() => {});

  const goesTo = () => (state.ticket > state.after ? state.ticket : null);

  function typing() {
    if (!store.get('token') || Date.now() - typedAt < TYPING_EVERY) return;
    typedAt = Date.now();
    post('typing');
  }

  async function contact(email) {
    await keep();
    await api.post('contact', { email });
    store.set('email', email);
    heard('email', email);
  }

  function newChat() {
    state.after = state.ticket;
    state.before = null;
    state.locked = false;
    changed();
  }

  function stop() {
    life.abort();
    stream.stop();
    tabs.close();
  }

  return {
    state, store, outbox, session, base, inbox, connect, older, unread, read, typing, contact, newChat, stop,
    send: (text, files = []) => outbox.add(text, files, goesTo()),
    retry: item => outbox.retry(Object.assign(item, { ticket: goesTo() })),
    here: () => api.post('here'),
    end: () => api.post('end').then(() => take({ data: { event: 'ended', data: { ticket: state.ticket, by: 'customer', locked: true } } })),
    blob: url => api.open(url.slice(url.indexOf('files/'))).then(response => response.blob()),
    logout() {
      tabs.postMessage({ event: 'logout' });
      stop();
      for (const key of store.names()) store.set(key, null);
    },
  };
}

export const own = message => message.author.type === 'customer';

// What was written and is not acknowledged: a key each in the storage, so that two tabs never overwrite one another;
// the client id makes sending again harmless.
function makeOutbox(store, deliver, changed, signal) {
  const items = store.names().filter(name => name.startsWith('out.')).map(store.get)
    .filter(item => item?.key).sort((a, b) => a.at - b.at);
  let busy = false;
  let tries = 0;

  function add(text, files, ticket) {
    items.push({ key: clientKey(), text, files, ticket, at: Date.now() });
    retry(items.at(-1));
  }

  function retry(item, failed) {
    item.failed = failed;
    store.set('out.' + item.key, item);
    changed();
    if (!failed) pump();
  }

  function remove(key) {
    const index = items.findIndex(item => item.key === key);
    if (index < 0) return;
    items.splice(index, 1);
    store.set('out.' + key, null);
    changed();
  }

  // One after another: what was written first arrives first.
  async function pump() {
    if (busy) return;
    busy = true;
    for (let item; !signal.aborted && (item = items.find(one => !one.failed));) {
      try {
        await deliver(item);
        remove(item.key);
        tries = 0;
      } catch ({ status, retryAfter }) {
        const passing = !status || status >= 500;
        if (!items.includes(item)) continue;
        if (status === 429 || (passing && (++tries < GIVE_UP_AFTER || !navigator.onLine))) {
          await pause(retryAfter * 1000 || backOff(tries), signal);
        } else {
          tries = 0;
          retry(item, status || 'network');
        }
      }
    }
    busy = false;
  }

  // What failed only for want of a connection goes out by itself.
  function wake() {
    for (const item of items) if (item.failed === 'network') item.failed = 0;
    pump();
  }

  return { items, add, remove, retry, wake };
}

// crypto.randomUUID is missing on plain http.
const clientKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

// Server-Sent Events by fetch, with the token in a header; long polls where something on the way holds the stream back.
function makeStream(api, heard, online, renew) {
  let life = new AbortController();
  let last = null;

  // With a lock, the tabs of one visitor share one stream: the holder listens and tells the others.
  function start(lock) {
    stop();
    const { signal } = (life = new AbortController());
    if (lock && navigator.locks) navigator.locks.request(lock, { signal }, () => run(signal)).catch(() => {});
    else run(signal);
  }

  const stop = () => life.abort();

  async function run(signal) {
    let polling = false;
    let tries = 0;
    const alive = () => {
      tries = 0;
      online(true);
    };
    while (!signal.aborted) {
      try {
        await (polling ? poll : listen)(signal, alive);
        if (polling) continue;
      } catch (problem) {
        if (problem.status === 401) await renew().catch(() => {});
        if (!polling && (polling = problem.heldBack)) continue;
      }
      if (signal.aborted) return;
      online(false);
      await pause(backOff(tries++), signal);
    }
  }

  async function listen(signal, alive) {
    const attempt = new AbortController();
    const end = reason => attempt.abort(reason);
    signal.addEventListener('abort', end);
    let dog;
    try {
      const response = await open('', attempt.signal);
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      dog = setTimeout(end, FIRST_BYTE, { heldBack: true });
      for (let text = ''; ;) {
        const { value, done } = await reader.read();
        if (done) return;
        clearTimeout(dog);
        dog = setTimeout(end, SILENCE);
        alive();
        const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n');
        text = blocks.pop();
        blocks.forEach(hear);
      }
    } finally {
      clearTimeout(dog);
      signal.removeEventListener('abort', end);
    }
  }

  async function poll(signal, alive) {
    const { items, lastEventId } = await (await open('wait=25&', signal)).json();
    alive();
    for (const { event, data, id } of items) heard(event, data, id);
    at(lastEventId);
  }

  const open = (query, signal) => api.open(`events?${query}after=${last ?? ''}`, { signal, cache: 'no-store' });

  function hear(block) {
    const { event, data, id } = Object.fromEntries([...block.matchAll(/^(\w+): ?(.*)$/gm)].map(line => line.slice(1)));
    if (event) heard(event, JSON.parse(data), id);
  }

  function at(id) {
    last = id ?? last;
  }

  return { start, stop, at };
}

// First-party storage that may throw (private windows, full, blocked): memory then.
function makeStore(prefix) {
  const memory = new Map();

  function names() {
    let stored = [];
    try {
      stored = Object.keys(localStorage).filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length));
    } catch { /* memory only */ }
    return [...memory.keys(), ...stored];
  }

  function get(name) {
    try {
      return memory.get(name) ?? JSON.parse(localStorage.getItem(prefix + name));
    } catch {
      return null;
    }
  }

  function set(name, value) {
    memory.delete(name);
    try {
      if (value === null) localStorage.removeItem(prefix + name);
      else localStorage.setItem(prefix + name, JSON.stringify(value));
    } catch {
      memory.set(name, value);
    }
  }

  return { names, get, set };
}

// A refusal is thrown as { status, code, retryAfter }.
function makeApi(base, session) {
  async function open(path, { headers, ...options } = {}) {
    const authorization = session.token && `Bearer ${session.token}`;
    const response = await fetch(base + path, {
      credentials: 'omit', ...options, headers: { ...(authorization && { authorization }), ...headers },
    });
    if (response.ok) return response;
    const { code } = await response.json().catch(() => ({}));
    throw { status: response.status, code, retryAfter: +response.headers.get('retry-after') };
  }

  async function call(path, options) {
    const response = await open(path, { signal: AbortSignal.timeout(20_000), ...options });
    return response.json().catch(() => null);
  }

  return {
    open,
    get: path => call(path),
    post: (path, body = {}, headers) => call(path, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers },
    }),
  };
}

// 0.5 → 30 s, doubling, ±30 % jitter.
const backOff = tries => Math.min(30_000, 500 * 2 ** tries) * (0.7 + 0.6 * Math.random());

// Ends at once when the browser comes online.
function pause(milliseconds, signal) {
  return new Promise(resolve => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    addEventListener('online', wake);
    signal.addEventListener('abort', wake);
  });
}
