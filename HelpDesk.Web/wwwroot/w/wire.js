const GIVE_UP_AFTER = 6;
const FIRST_BYTE = 8_000;
const SILENCE = 45_000;

// Not acknowledged yet: a key each, as tabs share the storage.
export function makeOutbox(store, deliver, changed, signal) {
  const items = store.names().filter(name => name.startsWith('out.')).map(store.get)
    .filter(item => item?.key).sort((a, b) => a.at - b.at);
  let busy = false;
  let tries = 0;
  let sending;

  function add(text, files, after, more) {
    items.push({ key: clientKey(), text, files, after, at: Date.now(), ...more });
    retry(items.at(-1));
  }

  function retry(item, failed) {
    item.failed = failed;
    store.set('out.' + item.key, item);
    if (!failed) wake();
    changed();
  }

  function remove(key) {
    const index = items.findIndex(item => item.key === key);
    if (index < 0) return;
    items.splice(index, 1);
    store.set('out.' + key, null);
    changed();
  }

  async function sendAll() {
    busy = true;
    for (let item; !signal.aborted && (item = items.find(one => !one.failed));) {
      try {
        await deliver(item);
        remove(item.key);
        tries = 0;
      } catch ({ status, retryAfter }) {
        const passing = !status || status >= 500;
        if (signal.aborted || !items.includes(item)) continue;
        if (status === 429 || (passing && (++tries < GIVE_UP_AFTER || !navigator.onLine))) {
          await pause(retryAfter * 1000 || backOff(tries), signal);
        } else {
          tries = 0;
          // Those after it wait in turn.
          if (passing && status !== 500) items.filter(one => !one.failed).forEach(one => retry(one, 'network'));
          else retry(item, status);
        }
      }
    }
    busy = false;
  }

  function wake() {
    for (const item of items) if (item.failed === 'network') item.failed = 0;
    if (!busy) sending = sendAll();
  }

  return { items, add, remove, retry, wake, sent: () => sending };
}

// crypto.randomUUID is missing on plain http.
export const clientKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');

// Server-Sent Events by fetch; long polls where a proxy holds them back.
export function makeStream(api, heard, online, renew) {
  let life = new AbortController();
  let last = null;

  // Tabs share one stream: the holder of the lock tells the others.
  function start(lock) {
    stop();
    const { signal } = (life = new AbortController());
    if (lock && navigator.locks) navigator.locks.request(lock, { signal }, () => run(signal)).catch(() => signal.aborted || run(signal));
    else run(signal);
  }

  const stop = () => life.abort();

  async function run(signal) {
    let polling;
    for (let tries = 0; !signal.aborted;) {
      const attempt = new AbortController();
      const end = heldBack => attempt.abort({ heldBack });
      let dog = setTimeout(end, polling ? SILENCE : FIRST_BYTE, !polling);
      const alive = () => {
        clearTimeout(dog);
        dog = setTimeout(end, SILENCE);
        tries = 0;
        online(true);
      };
      try {
        await (polling ? poll : listen)(AbortSignal.any([signal, attempt.signal]), alive);
        if (polling) continue;
      } catch (problem) {
        if (problem.status === 401) await renew().catch(() => {});
        if ((polling = problem.heldBack)) continue;
      } finally {
        clearTimeout(dog);
      }
      if (signal.aborted) return;
      online(false);
      await pause(backOff(tries++), signal);
    }
  }

  async function listen(signal, alive) {
    const reader = (await open('', signal)).body.getReader();
    const decoder = new TextDecoder();
    for (let text = ''; ;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n');
      text = blocks.pop();
      blocks.forEach(hear);
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

// Storage may throw.
const memory = new Map();

export function makeStore(prefix) {
  function names() {
    let stored = [];
    try {
      stored = Object.keys(localStorage);
    } catch { /* memory only */ }
    return [...memory.keys(), ...stored].filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length));
  }

  function get(name) {
    const key = prefix + name;
    try {
      return memory.get(key) ?? JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function set(name, value) {
    const key = prefix + name;
    memory.delete(key);
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch {
      memory.set(key, value);
    }
  }

  return { names, get, set };
}

export function makeApi(base, session) {
  async function open(path, { headers, ...options } = {}) {
    const authorization = session.token && `Bearer ${session.token}`;
    const response = await fetch(base + path, {
      credentials: 'omit', ...options, headers: { ...(authorization && { authorization }), ...headers },
    });
    if (response.ok) return response;
    const problem = { ...await response.json().catch(() => {}), status: response.status, retryAfter: +response.headers.get('retry-after') };
    if (/work|origin/.test(problem.code)) return (await import('./work.js')).answer(problem, open, path, headers, options);
    throw problem;
  }

  async function call(path, options) {
    const response = await open(path, { signal: AbortSignal.timeout(20_000), ...options });
    return JSON.parse(await response.text() || null);
  }

  return {
    open,
    get: path => call(path),
    post: (path, body = {}, headers) => call(path, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers },
    }),
  };
}

export const backOff = tries => Math.min(30_000, 500 * 2 ** tries) * (0.7 + 0.6 * Math.random());

export function pause(milliseconds, signal) {
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
