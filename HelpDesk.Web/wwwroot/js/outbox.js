// Messages on their way. Each has a client id, so that sending twice is sending once; they survive a reload and wait while
// the server is away. A refusal (4xx) keeps the text and says why.
import { call, CallFailed } from "./http.js";
import { lockName, read, write } from "./store.js";

let timer = 0;
let pause = 1000;
let flushing = null;

export const all = () => read("outbox") ?? [];

export const of = ticket => all().filter(item => item.ticket === String(ticket));

const tell = (item, answer) => document.dispatchEvent(new CustomEvent("outbox", { detail: { item, answer } }));

// The timeline may have shown a message, and taken it out of here, before the answer to its sending has come.
function change(item, patch) {
  const changed = { ...item, ...patch };
  write("outbox", all().map(each => each.id === item.id ? changed : each));
  tell(changed);
}

// crypto.randomUUID is missing on plain http.
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("");

export function add(ticket, kind, text, attachments, afterSeq, people = null, content = null) {
  const item = { id: newId(), ticket: String(ticket), kind, text, attachments, afterSeq, people, content, state: "sending", at: new Date().toISOString() };
  write("outbox", [...all(), item]);
  tell(item);
  flush();
  return item;
}

export function retry(id, anyway = false) {
  const item = all().find(each => each.id === id);
  if (!item) return;
  change(item, { state: "sending", status: null, error: null, ...(anyway ? { afterSeq: null } : {}) });
  flush();
}

/** The message stands in the timeline, or the agent took it back. */
export function remove(id) {
  const item = all().find(each => each.id === id);
  write("outbox", all().filter(each => each.id !== id));
  if (item) tell(item);
  return item;
}

export function flush() {
  flushing ??= locked(sendAll).finally(() => { flushing = null; });
  return flushing;
}

const locked = work => navigator.locks ? navigator.locks.request(lockName, work) : work();

// Order matters within a ticket only: one that the server cannot take just now holds up its own.
async function sendAll() {
  clearTimeout(timer);
  const held = new Set();
  for (let item; (item = all().find(each => each.state === "sending" && !held.has(each.ticket)));) {
    try {
      const answer = await call("POST", `/app/tickets/${item.ticket}/messages`, { kind: item.kind, text: item.text, attachments: item.attachments.map(file => file.id), clientKey: item.id, afterSeq: item.afterSeq, content: item.content, ...item.people });
      if (!answer?.id || !answer.seq) throw new CallFailed(0);
      pause = 1000;
      change(item, { state: "sent", seq: answer.seq });
    } catch (error) {
      if (error.retry) {
        held.add(item.ticket);
        // Nobody answered this one: nobody will answer the others.
        if (!error.status) break;
      } else {
        change(item, { state: "failed", status: error.status, code: error.code, error: error.detail ?? error.message });
        // Signed out: the others wait for the next sign-in.
        if (error.status === 401) return;
      }
    }
  }

  if (!held.size) return;
  timer = setTimeout(flush, pause * (0.7 + Math.random() * 0.6));
  pause = Math.min(pause * 2, 30_000);
}

for (const item of all()) if (item.status === 401) change(item, { state: "sending", status: null, error: null });
// Another tab may have sent what was written in this one.
addEventListener("storage", event => event.key === lockName && all().forEach(item => tell(item)));
addEventListener("online", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
flush();
