// <hd-composer ticket seq lands channel customer others tab closed>: Reply and Note. It belongs to this script: text is typed, drafted and sent
// with fetch, whatever the circuit does. The circuit only sets attributes.
import { add, remove } from "./outbox.js";
import { call, t } from "./http.js";
import { drop, load, local, save } from "./drafts.js";
import { h, icon, isMac, modKey } from "./dom.js";
import { Files } from "./files.js";
import { Rich } from "./rich.js";
import { People } from "./people.js";
import { reviewed } from "./timeline.js";

// Blazor may take the element out and put another in (first paint → circuit): the same ticket keeps its nodes, caret included.
let kept = null;
const toSolve = new Map();

// The ticket after this one as the list stands now: the answer moves this one down, because nobody waits in it any more.
const following = ticket => {
  const rows = [...document.querySelectorAll(".rows .row")];
  const at = rows.findIndex(row => row.dataset.number === String(ticket));
  return (rows[at + 1] ?? rows[at - 1])?.getAttribute("href");
};

let asked = null;

const ASKED_FOR = 10_000;

/** The composer of this ticket, which is on its way, begins with this tab, ready to write in. */
export function openWith(kind, ticket) {
  asked = { kind, ticket, at: performance.now() };
}

const CARET = "hd.caret";
let back = null;
try {
  back = JSON.parse(sessionStorage.getItem(CARET));
  sessionStorage.removeItem(CARET);
} catch { /* the focus is lost with the page */ }

let away = 0;
let typedAt = 0;
goAway(back);

/**
 * True while a composer in which somebody was typing is being put back: letters are meant for it, not for shortcuts. Longer
 * while the hand does not rest, but not for ever.
 */
export function isAway() {
  const now = performance.now();
  if (!away || now - away >= 5000 || now - typedAt >= 2000) return false;
  typedAt = now;
  return true;
}

function goAway(isGone) {
  away = typedAt = isGone ? performance.now() : 0;
}

// The page loads itself anew when the server has no such circuit any more: whoever writes goes on where they were.
document.addEventListener("before-circuit-reload", () => {
  if (!kept?.isConnected) return;
  kept.nameTab();
  if (document.activeElement !== kept.area) return;
  try {
    sessionStorage.setItem(CARET, JSON.stringify([kept.ticket, kept.area.selectionStart, kept.area.selectionEnd]));
  } catch { /* the focus is lost with the page */ }
});

class Composer extends HTMLElement {
  static observedAttributes = ["lands", "channel", "seq", "closed", "customer", "others"];

  connectedCallback() {
    this.ticket = this.getAttribute("ticket");
    if (kept?.ticket === this.ticket) this.adopt(kept);
    else this.build();
    kept = this;
    this.attributeChangedCallback();
  }

  disconnectedCallback() {
    // Taking a focused element out blurs it in the same moment.
    const had = this.focused || performance.now() - (this.blurredAt ?? -1000) < 50;
    this.caret = had ? [this.area.selectionStart, this.area.selectionEnd] : null;
    // Only for the same one that comes back.
    goAway(had && kept === this);
  }

  adopt(old) {
    for (const key of ["root", "area", "tabs", "landsPill", "guardBar", "sendButton", "savedNote", "files", "rich", "people", "texts", "touched", "restored", "hindered", "kind", "baseSeq"]) this[key] = old[key];
    this.files.owner = this.people.owner = this.rich.owner = this;
    this.append(this.root);
    if (old.caret && document.activeElement === document.body) {
      this.area.focus({ preventScroll: true });
      this.area.setSelectionRange(...old.caret);
    }

    goAway(false);
  }

  build() {
    this.texts = { reply: local(this.ticket, "reply")?.text ?? "", note: local(this.ticket, "note")?.text ?? "" };
    this.touched = {};
    this.restored = Boolean(this.texts.reply);
    const tab = (kind, label, key) => h("button", { type: "button", role: "tab", "data-kind": kind, "aria-keyshortcuts": key, title: `${label} (${key})`, onclick: () => this.owner.show(kind, true) }, label);
    this.tabs = { reply: tab("reply", t("Reply"), "R"), note: tab("note", t("Note"), "N") };
    this.landsPill = h("span.lands");
    this.guardBar = h("div.guard", { role: "status", hidden: true });
    this.area = h("textarea", { rows: 2, maxlength: 200000, autocomplete: "off", oninput: () => this.owner.typed(), onkeydown: e => this.owner.pressed(e),
      onfocus: () => { this.owner.focused = true; }, onblur: () => { this.owner.focused = false; this.owner.blurredAt = performance.now(); } });
    this.sendButton = h("button.button.primary.send", { type: "button", "aria-keyshortcuts": "Control+Enter", onclick: () => this.owner.send() });
    this.savedNote = h("span.saved", { "aria-live": "off" });
    this.files = Files.of(this);
    this.rich = new Rich(this);
    this.people = new People(this);
    this.people.chosen = local(this.ticket, "reply")?.people ?? null;
    this.root = h("section.composer", { "aria-label": t("Answer") },
      h("div.tabs", {}, h("div.kinds", { role: "tablist", "aria-label": t("Who will read this") }, this.tabs.reply, this.tabs.note), this.landsPill, this.people.button),
      this.people.root, this.guardBar, this.area, this.rich.panel, this.files.chips,
      h("div.foot", {}, this.files.button, this.files.input, this.rich.button, this.rich.list, this.savedNote, h("span.hint.meta", {}, h("kbd", {}, isMac ? "⌘" : "Ctrl"), " ", h("kbd", {}, "Enter")), this.sendButton));
    this.files.listen(this.root);
    this.append(this.root);
    this.show(new URLSearchParams(location.search).get("tab") === "note" ? "note" : "reply", false);
    if (asked?.ticket === this.ticket && performance.now() - asked.at < ASKED_FOR) this.show(asked.kind, true);
    if (back?.[0] === this.ticket) {
      this.area.focus();
      this.area.setSelectionRange(back[1], back[2]);
    }

    // Whatever was waited for: another ticket has come instead.
    [asked, back] = [null, null];
    goAway(false);
    load(this.ticket).then(drafts => this.owner.fill(drafts)).catch(() => { /* the copy on this device stands */ });
  }

  /** The element that stands in the page now: handlers outlive the one that made them. */
  get owner() { return kept?.ticket === this.ticket ? kept : this; }

  attributeChangedCallback() {
    if (!this.root) return;
    this.people.tell(this.getAttribute("customer") ?? "", (this.getAttribute("others") ?? "").split(" ").filter(Boolean));
    const closed = this.getAttribute("closed");
    this.root.hidden = Boolean(closed);
    this.querySelector(".composer-closed")?.remove();
    if (closed) this.append(h("p.composer-closed", {}, closed));
    this.landsPill.replaceChildren(...(this.kind === "note"
      ? [icon("eye"), h("span.ellipsis", {}, t("Only your team sees this"))]
      : [icon(this.getAttribute("channel") === "email" ? "mail" : "chat"), h("span.ellipsis", { title: this.getAttribute("lands") ?? "" }, this.getAttribute("lands") ?? "")]));
  }

  show(kind, focus) {
    this.kind = kind;
    this.root.classList.toggle("is-note", kind === "note");
    for (const [name, button] of Object.entries(this.tabs)) {
      button.setAttribute("aria-selected", String(name === kind));
      button.tabIndex = name === kind ? 0 : -1;
    }

    const label = kind === "note" ? t("Write a note for your team") : t("Write your reply");
    this.area.placeholder = label;
    this.area.setAttribute("aria-label", label);
    this.area.value = this.texts[kind];
    this.rich.button.hidden = kind === "note";
    this.rich.panel.hidden = kind === "note" || !this.rich.state;
    this.sendButton.replaceChildren(kind === "note" ? t("Add note") : t("Send reply"));
    this.guardBar.hidden = true;
    this.files.paint();
    this.attributeChangedCallback();
    this.grow();
    this.nameTab();
    if (focus) this.focusEnd();
  }

  /** So that the page, loaded anew, opens the same tab: a note must not go on as a reply. */
  nameTab() {
    const url = new URL(location.href);
    if (this.kind === "note") url.searchParams.set("tab", "note"); else url.searchParams.delete("tab");
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  focusEnd() {
    this.area.focus();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
  }

  fill(drafts) {
    // What was typed or sent while the server was asked is newer than its answer; the answer is newer than the copy of this
    // device, which another one may have gone on with.
    if (!this.touched.reply) this.people.restore(drafts.people);
    for (const kind of ["reply", "note"]) {
      if (this.touched[kind] || this.texts[kind] === drafts[kind]) continue;
      this.texts[kind] = drafts[kind];
      if (kind === "reply") this.restored = Boolean(drafts.reply);
      if (kind === this.kind) this.area.value = drafts[kind];
    }

    this.grow();
  }

  typed() {
    const text = this.area.value;
    if (this.kind === "reply" && !this.texts.reply && text) this.baseSeq = Number(this.getAttribute("seq"));
    this.touched[this.kind] = true;
    this.texts[this.kind] = text;
    save(this.ticket, this.kind, text, this.kind === "reply" ? this.people.kept() : null);
    this.savedNote.textContent = "";
    this.grow();
    this.sayTyping(Boolean(text));
  }

  sayTyping(on) {
    if (on && Date.now() - (this.saidAt ?? 0) < 4000) return;
    this.saidAt = on ? Date.now() : 0;
    call("POST", `/app/tickets/${this.ticket}/typing`, { kind: this.kind, on }).catch(() => { /* a hint, not a fact */ });
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight + 2, innerHeight * 0.38)}px`;
  }

  pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && modKey(event) && !event.altKey) {
      event.preventDefault();
      this.send(false, event.shiftKey);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.area.blur();
    }
  }

  send(anyway = false, solve = false) {
    const text = this.area.value.trim();
    const hindrance = this.files.hindrance();
    if (hindrance) {
      this.hinder(hindrance);
      return;
    }

    const files = this.files.ready();
    const content = this.kind === "note" ? null : this.rich.take();
    if (content === false || (!text && !files.length && !content?.cards && !content?.form) || (this.kind === "reply" && !this.people.settle())) return;
    // Since a draft from before was begun, whatever was not seen may have come.
    const unseen = this.kind === "note" || anyway ? 0 : reviewed.unseenSince(this.baseSeq ?? (this.restored ? 0 : Number(this.getAttribute("seq"))));
    if (unseen > 0) {
      this.guard(unseen, solve);
      return;
    }

    const item = add(this.ticket, this.kind, text, files, this.kind === "note" || anyway ? null : Math.max(reviewed.seq, this.baseSeq ?? 0, Number(this.getAttribute("seq"))), this.kind === "note" ? null : this.people.lists(), content);
    if (solve) toSolve.set(item.id, following(this.ticket));
    this.texts[this.kind] = this.area.value = "";
    this.touched[this.kind] = true;
    if (this.kind === "reply") [this.baseSeq, this.restored] = [null, false];
    this.guardBar.hidden = true;
    this.files.clear();
    if (content) this.rich.clear();
    if (this.kind === "reply") this.people.clear();
    this.grow();
    this.area.focus();
    drop(this.ticket, this.kind);
    this.sayTyping(false);
  }

  hinder(reason) {
    this.guardBar.replaceChildren(icon("alert"), h("span.grow", {}, reason));
    this.guardBar.hidden = false;
    this.hindered = true;
  }

  unhinder() {
    if (!this.hindered) return;
    this.hindered = false;
    this.guardBar.hidden = true;
  }

  guard(count, solve) {
    this.hindered = false;
    const review = () => { reviewed.show(); this.guardBar.hidden = true; this.area.focus(); };
    this.guardBar.replaceChildren(icon("alert"),
      h("span.grow", {}, count === 1 ? t("1 new message — review before sending") : t("{0} new messages — review before sending", count)),
      h("button.button", { type: "button", onclick: review }, t("Review")),
      h("button.button", { type: "button", onclick: () => this.send(true, solve) }, t("Send anyway")));
    this.guardBar.hidden = false;
  }

  /** A message that could not go out comes back to be changed. */
  takeBack(item) {
    remove(item.id);
    this.show(item.kind, false);
    this.area.value = [this.area.value, item.text].filter(Boolean).join("\n\n");
    this.files.add(item.attachments);
    if (item.content) this.rich.restore(item.content.state);
    if (item.people) this.people.restore(item.people);
    this.typed();
    this.focusEnd();
  }
}

customElements.define("hd-composer", Composer);
document.addEventListener("draft-saved", e => {
  if (kept?.ticket === String(e.detail.ticket) && (kept.area.value || kept.people.kept())) kept.savedNote.textContent = t("Draft saved");
});
document.addEventListener("outbox", e => {
  const { item } = e.detail;
  if (item?.state !== "sent" || !toSolve.has(item.id)) return;
  // The list may have been empty for a moment, because its rows were on their way.
  const next = toSolve.get(item.id) ?? following(item.ticket);
  toSolve.delete(item.id);
  document.dispatchEvent(new CustomEvent("sent-to-solve", { detail: { ticket: item.ticket, next } }));
});
export const current = () => document.querySelector("hd-composer");
