// The keyboard. Single keys act only outside text fields, never with Alt (it types letters), never while an input method
// composes. A control names its key with data-key; this script only finds and presses it.
import { current, isAway, openWith } from "./composer.js";
import { isMac, modKey } from "./dom.js";

const go = { i: "/tickets/all", m: "/tickets/mine", u: "/tickets/unassigned", p: "/tickets/pending", c: "/customers" };
let prefix = 0;

export const typing = target => target instanceof Element && Boolean(target.closest("input, textarea, select, [contenteditable='true'], [role='textbox']"));

export function visit(url) {
  if (window.Blazor?.navigateTo) Blazor.navigateTo(url);
  else location.href = url;
}

const visible = element => element?.checkVisibility?.() ?? Boolean(element?.offsetParent);
const press = key => {
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(each => visible(each) && !each.closest("[inert]"));
  target?.click();
  // Who goes on typing types into the menu: its own focus comes a moment later, when letters would still be keys.
  document.getElementById(target?.getAttribute("popovertarget") ?? "")?.querySelector(".filter")?.focus();
  return Boolean(target);
};

/** Moves the mark at once; the page follows when the keys rest. */
function step(by) {
  const rows = [...document.querySelectorAll(".rows .row")];
  if (!rows.length) return;
  const at = rows.findIndex(row => row.hasAttribute("data-cursor"));
  const from = at >= 0 ? at : rows.findIndex(row => row.getAttribute("aria-current") === "true");
  const next = rows[Math.min(rows.length - 1, Math.max(0, from + by))] ?? rows[0];
  rows.forEach(row => row.toggleAttribute("data-cursor", row === next));
  next.scrollIntoView({ block: "nearest" });
  if (document.querySelector("hd-timeline")) {
    clearTimeout(step.timer);
    step.next = next.dataset.number;
    step.timer = setTimeout(() => { step.next = null; visit(next.getAttribute("href")); }, 90);
  } else {
    next.focus({ preventScroll: true });
  }
}

function back() {
  const popover = document.querySelector(":popover-open");
  if (popover) return popover.hidePopover();
  if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) return document.activeElement.blur();
  return press("Escape");
}

// From the moment another ticket was asked for until it stands there, letters mean that one: what they did would be done to
// the one that goes. Not for ever: the line may be dead.
const COMING = 3000;
let leaving = null;

/** The number of the ticket that was asked for and does not stand there yet; null when none was, or not lately. */
function coming() {
  const from = current();
  const wanted = step.next ?? location.pathname.match(/^\/tickets\/[^/]+\/(\d+)/)?.[1];
  if (!from || !wanted || from.ticket === wanted) leaving = null;
  else if (leaving?.from !== from) leaving = { from, since: performance.now() };
  return leaving && performance.now() - leaving.since < COMING ? wanted : null;
}

const actions = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  o: () => open(), Enter: () => open(),
  Escape: back,
  r: () => current()?.owner.show("reply", true),
  n: () => current()?.owner.show("note", true),
  "/": () => document.querySelector("[data-search]")?.focus(),
  "?": () => document.querySelector("[data-do='help']")?.click(),
  ".": () => press("."),
};

function open() {
  const row = document.querySelector(".row[data-cursor]");
  if (row) visit(row.getAttribute("href"));
}

function pressed(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.getModifierState?.("AltGraph") || event.key === "Dead" || isAway()) return;
  if (modKey(event)) {
    if (event.key.toLowerCase() === "z" && !typing(event.target) && press("undo")) event.preventDefault();
    return;
  }

  if (off || event.ctrlKey || event.metaKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const menu = event.target.closest?.(".menu");
  if (menu && event.key !== "Escape") return;
  const control = event.target.closest?.("button, a, summary, [role='tab']");
  if (control && (event.key === "Enter" || event.key === " ")) return;
  if (control?.closest(".pane-body, .context") && event.key.startsWith("Arrow") && !control.matches(".row")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;

  if (prefix && Date.now() - prefix < 1200 && go[key]) {
    prefix = 0;
    event.preventDefault();
    visit(go[key]);
    return;
  }

  prefix = key === "g" ? Date.now() : 0;
  if (prefix || event.shiftKey && key !== "?" && key !== "/") return;
  const act = actions[key] ?? (key.length === 1 && /[a-z]/.test(key) ? () => press(key) : null);
  if (!act) return;
  event.preventDefault();
  const next = /^[a-z]$/.test(key) && !"jk".includes(key) ? coming() : null;
  if (next) {
    if (key === "r" || key === "n") openWith(key === "r" ? "reply" : "note", next);
    return;
  }

  act();
}

let off = false;
try { off = localStorage.getItem("hd.keys") === "off"; } catch { /* on */ }
document.addEventListener("keydown", pressed);

// Single keys can be switched off (WCAG 2.1.4); Mod+K, Mod+Enter and Mod+Z stay.
document.addEventListener("change", event => {
  if (!event.target.matches("[data-single-keys]")) return;
  off = !event.target.checked;
  try { localStorage.setItem("hd.keys", off ? "off" : "on"); } catch { /* this page only */ }
});
document.addEventListener("help", () => {
  for (const box of document.querySelectorAll("[data-single-keys]")) box.checked = !off;
});

// Sent with Mod+Shift+Enter: solved once it has arrived, and on to the next.
document.addEventListener("sent-to-solve", event => {
  const { ticket, next } = event.detail;
  if (current()?.ticket !== ticket) return;
  document.querySelector("[data-solve]:not([inert] *)")?.click();
  // Who writes on meanwhile is not taken away from it.
  if (next && !current().area.value) visit(next);
});
document.documentElement.dataset.mod = isMac ? "⌘" : "Ctrl";
