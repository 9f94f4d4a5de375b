// What must outlive a reload. Storage may throw (private windows, full disk): then it lives as long as the page.
import { me } from "./http.js";

const memory = new Map();
/** What the browser's storage calls it, and tells other tabs. */
export const name = key => `hd.${me}.${key}`;

export function read(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return JSON.parse(localStorage.getItem(name(key)) ?? "null");
  } catch {
    return null;
  }
}

// Memory holds only what storage refused: another tab may have changed the rest.
export function write(key, value) {
  try {
    if (value == null) localStorage.removeItem(name(key));
    else localStorage.setItem(name(key), JSON.stringify(value));
    memory.delete(key);
  } catch {
    memory.set(key, value ?? null);
  }
}

/** A name for the browser's lock, so that two tabs never send the same thing at once. */
export const lockName = name("outbox");
