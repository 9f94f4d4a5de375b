// Mod+K: everything that can be done here, found by a few letters, its key beside it so that it is learned. It has no
// commands of its own: it reads the controls that stand on the page, and presses the chosen one.
import { h, modKey } from "./dom.js";
import { plain } from "./menus.js";
import { t } from "./http.js";
import { visit } from "./keys.js";

// What is done to the ticket first, then where to go, then the rest.
const controls = [
  ".ticket-head [data-key], .composer [role='tab'], .composer .send, [data-key='undo']",
  ".page-head .button:not(.square)",
  "a.view, a.rail-item",
  ".rail [data-do]:not([data-do='palette']), #me-menu [role^='menuitem']",
];
const dialog = () => document.getElementById("palette");
const field = () => dialog().querySelector("input");
const rows = () => [...dialog().querySelectorAll("[role='option']")];
let commands = [];

const words = control => (control.getAttribute("aria-label") || control.title || control.textContent).replace(/ \([^()]{1,6}\)$/, "").replace(/\s+/g, " ").trim();
const standsThere = control => !control.disabled && !control.closest("[inert]") && (control.closest(".menu") ? true : control.checkVisibility());

function read() {
  const seen = new Set();
  commands = controls.flatMap(group => [...document.querySelectorAll(group)]).filter(control => control.dataset.key !== "Escape" && standsThere(control))
    .map(control => ({ label: words(control), key: control.getAttribute("aria-keyshortcuts") ?? control.title.match(/ \(([^()]{1,6})\)$/)?.[1], run: () => control.click() }))
    .filter(each => each.label && !seen.has(each.label) && seen.add(each.label));
}

/** A number opens that ticket; anything may be looked for. */
function typedOnes(text) {
  const number = text.match(/^#?(\d{1,12})$/)?.[1];
  return [
    ...(number ? [{ label: t("Open #{0}", number), run: () => visit(`/tickets/all/${number}`) }] : []),
    ...(text ? [{ label: t("Search tickets for “{0}”", text), key: "/", run: () => visit(`/tickets/all?q=${encodeURIComponent(text)}`) }] : []),
  ];
}

function show() {
  const text = field().value.trim();
  const parts = plain(text).split(/\s+/);
  const found = commands.filter(each => parts.every(part => plain(each.label).includes(part)))
    .sort((one, other) => plain(other.label).startsWith(parts[0]) - plain(one.label).startsWith(parts[0]));
  const typed = typedOnes(text);
  const all = typed.length > 1 ? [...typed, ...found] : [...found, ...typed];
  document.getElementById("palette-list").replaceChildren(...all.map((each, at) =>
    h("li", { id: `command-${at}`, role: "option", onclick: () => choose(each) }, h("span.grow.ellipsis", {}, each.label), ...keysOf(each.key))));
  mark(0);
}

const keysOf = key => (key ? key.replace("Control", document.documentElement.dataset.mod).split(/[+ ]/) : []).map(one => h("kbd", {}, one));

function mark(at) {
  rows().forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
  rows()[at]?.scrollIntoView({ block: "nearest" });
  field().setAttribute("aria-activedescendant", rows().length ? `command-${at}` : "");
}

function choose(command) {
  // Closing gives the focus back first; the command may take it again.
  dialog().close();
  command.run();
}

function open() {
  read();
  field().value = "";
  dialog().showModal();
  show();
}

document.addEventListener("keydown", event => {
  if (!modKey(event) || event.altKey || event.shiftKey || event.isComposing || event.key.toLowerCase() !== "k" || !dialog()) return;
  event.preventDefault();
  if (dialog().open) dialog().close();
  else if (!document.querySelector("dialog[open]")) open();
});

document.addEventListener("click", event => event.target.closest("[data-do='palette']") && open());

document.addEventListener("input", event => event.target.closest("#palette") && show());

document.addEventListener("keydown", event => {
  if (!event.target.closest?.("#palette") || event.isComposing) return;
  const all = rows();
  const at = all.findIndex(row => row.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark((at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length);
  } else if (event.key === "Enter") {
    event.preventDefault();
    all[at]?.click();
  }
});
