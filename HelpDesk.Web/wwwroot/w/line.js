// What goes between a page and the chat in its frame: calls wait for the frame, and what lasts is said again to each new one.
const MOST_KEPT = 30;
const LASTS = ['identify', 'setAttributes', 'setTicketAttributes', 'addTags', 'setLocale'];
const LAST_ONE_COUNTS = ['identify', 'setLocale'];

export const lineOf = options => (options.line ??= makeLine(options));

const nameOf = ({ inbox }, name) => `hd.${inbox}.framed.${name}`;

// Storage may throw.
export function mark(options, name, isSet) {
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
