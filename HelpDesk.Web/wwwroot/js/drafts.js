// A draft stands in localStorage at once and on the server 500 ms later. Writes of one draft go one after another, the newest
// text only, so that a delete never overtakes a save.
import { call } from "./http.js";
import { read, write } from "./store.js";

const queues = new Map();
const url = (ticket, kind) => `/app/tickets/${ticket}/drafts/${kind}`;
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
// Whoever chose recipients has begun an answer, also before its first word.
const isKept = draft => Boolean(draft.text || draft.people);
const key = (ticket, kind) => `draft.${ticket}.${kind}`;

class Queue {
  constructor(ticket, kind) {
    Object.assign(this, { ticket, kind, timer: 0, running: null, again: false });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), 500);
  }

  now(keepalive = false) {
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return this.running;
    }

    this.running = this.send(keepalive).finally(() => {
      this.running = null;
      if (this.again) {
        this.again = false;
        this.now();
      }
    });
    return this.running;
  }

  async send(keepalive) {
    const local = read(key(this.ticket, this.kind));
    if (!local?.dirty) return;
    try {
      const body = { text: local.text, ...local.people };
      // A page that is going away may send at most 64 KB; longer drafts are on this device and follow at the next start.
      await call(isKept(local) ? "PUT" : "DELETE", url(this.ticket, this.kind), isKept(local) ? body : undefined, { keepalive: keepalive && local.text.length < 15_000 });
      const now = read(key(this.ticket, this.kind));
      if (now?.text === local.text && same(now.people, local.people)) write(key(this.ticket, this.kind), isKept(local) ? { ...local, dirty: false } : null);
      document.dispatchEvent(new CustomEvent("draft-saved", { detail: this }));
    } catch (error) {
      if (error.retry) setTimeout(() => this.later(), 5000);
    }
  }
}

const queue = (ticket, kind) => {
  const id = key(ticket, kind);
  if (!queues.has(id)) queues.set(id, new Queue(ticket, kind));
  return queues.get(id);
};

// How often a draft was changed here: an answer that was asked for before does not know of it.
const turns = new Map();
const turn = (ticket, kind) => turns.get(key(ticket, kind)) ?? 0;
const changed = (ticket, kind) => turns.set(key(ticket, kind), turn(ticket, kind) + 1);

export const local = (ticket, kind) => read(key(ticket, kind));

/** @param people Who gets a copy: {to, cc, bcc}; null while nobody changed that. */
export function save(ticket, kind, text, people = null) {
  changed(ticket, kind);
  write(key(ticket, kind), { text, people, dirty: true });
  queue(ticket, kind).later();
}

/** Gone at once: the text was sent. */
export function drop(ticket, kind) {
  changed(ticket, kind);
  write(key(ticket, kind), { text: "", dirty: true });
  return queue(ticket, kind).now();
}

/** What the server keeps; what this device has not handed over yet wins. */
export async function load(ticket) {
  const isDirty = kind => Boolean(local(ticket, kind)?.dirty);
  // What was handed over while the server was asked may not stand in its answer.
  const was = { reply: isDirty("reply"), note: isDirty("note") };
  const at = { reply: turn(ticket, "reply"), note: turn(ticket, "note") };
  const kept = await call("GET", `/app/tickets/${ticket}/drafts`);
  const pick = kind => {
    const mine = local(ticket, kind);
    if (mine?.dirty) queue(ticket, kind).later();
    if (mine?.dirty || was[kind] || turn(ticket, kind) !== at[kind]) return { text: mine?.text ?? "", people: mine?.people ?? null };
    const known = { text: kept[kind] ?? "", people: kind === "reply" ? kept.people ?? null : null };
    write(key(ticket, kind), isKept(known) ? { ...known, dirty: false } : null);
    return known;
  };
  const [reply, note] = [pick("reply"), pick("note")];
  return { reply: reply.text, note: note.text, people: reply.people };
}

export function flush() {
  for (const each of queues.values()) each.now(true);
}

document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flush());
addEventListener("pagehide", flush);
document.addEventListener("before-circuit-reload", flush);
