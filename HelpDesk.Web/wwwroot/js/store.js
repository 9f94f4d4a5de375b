// What must outlive a reload. Storage may throw (private windows, full disk): then it lives as long as the page.
import { me } from "./http.js";

const memory = new Map();
const name = key => `hd.${me}.${key}`;

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(name(key)) ?? "null") ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function write(key, value) {
  if (value == null) memory.delete(key); else memory.set(key, value);
  try {
    if (value == null) localStorage.removeItem(name(key));
    else localStorage.setItem(name(key), JSON.stringify(value));
  } catch { /* the copy in memory stays */ }
}

/** A name for the browser's lock, so that two tabs never send the same thing at once. */
export const lockName = name("outbox");
