// Small things of the frame: theme, the context pane, dialogs, files that are too long, focus after moving.
const root = document.documentElement;
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* this page only */ } };

function theme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  keep("hd.theme", root.dataset.theme);
}

function contrast() {
  const more = root.dataset.contrast === "more";
  if (more) delete root.dataset.contrast; else root.dataset.contrast = "more";
  keep("hd.contrast", more ? "" : "more");
}

function context() {
  const overlay = matchMedia("(max-width: 1023px)").matches;
  const shut = overlay ? root.dataset.context === "open" : root.dataset.context !== "closed";
  root.dataset.context = shut ? "closed" : "open";
  if (!overlay) keep("hd.context", root.dataset.context);
  for (const button of document.querySelectorAll("[data-do='context']")) button.setAttribute("aria-pressed", String(!shut));
}

// Over a narrow page the pane waits until it is asked for.
if (matchMedia("(max-width: 1023px)").matches) root.dataset.context = "closed";

function help() {
  const dialog = document.getElementById("keys-help");
  if (!dialog || dialog.open) return;
  document.dispatchEvent(new CustomEvent("help"));
  for (const key of dialog.querySelectorAll("kbd")) if (key.textContent === "Ctrl") key.textContent = root.dataset.mod;
  dialog.showModal();
}

// The field that a refusal is about.
window.helpdeskFocus = id => document.getElementById(id)?.focus();

window.helpdeskShut = id => document.getElementById(id)?.close();

// The clipboard is there on https and localhost only; elsewhere the text is selected, to be copied by hand.
async function copy(button) {
  const from = document.getElementById(button.dataset.from);
  const said = button.parentElement.querySelector("[role='status']");
  try {
    await navigator.clipboard.writeText(from.textContent);
    said.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(from);
    said.textContent = button.dataset.selected;
  }
}

const doing = {
  theme, contrast, context,
  help,
  dialog: element => document.getElementById(element.dataset.dialog)?.showModal(),
  shut: element => element.closest("dialog")?.close(),
  taller: element => { element.closest(".bubble").querySelector("iframe").classList.add("tall"); element.remove(); },
  copy: element => copy(element),
  whole: element => { element.closest(".bubble").classList.add("whole"); element.remove(); },
};

document.addEventListener("click", event => {
  const element = event.target.closest("[data-do]");
  if (element) doing[element.dataset.do]?.(element);
  else if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});

// On a phone the pane lies over everything: going back closes it first.
addEventListener("popstate", () => { if (matchMedia("(max-width: 1023px)").matches) root.dataset.context = "closed"; });

// Where an agent was in the list, also after a reload.
const listPlace = "hd.list";
document.addEventListener("before-circuit-reload", () => {
  const rows = document.querySelector(".rows");
  try { sessionStorage.setItem(listPlace, JSON.stringify([location.pathname, rows?.scrollTop ?? 0])); } catch { /* top */ }
});
addEventListener("load", () => {
  try {
    const [path, top] = JSON.parse(sessionStorage.getItem(listPlace) ?? "[]");
    sessionStorage.removeItem(listPlace);
    if (path === location.pathname) document.querySelector(".rows")?.scrollTo(0, top);
  } catch { /* top */ }
});
