// Files of the message being written: by button, by paste, by drop. Each goes up at once and is named when the message is sent.
// They belong to the reply or to the note, as its words do, and wait for whoever looks at another ticket meanwhile.
import { upload, t } from "./http.js";
import { h, icon } from "./dom.js";
import { name as keyOf, read, write } from "./store.js";

// The server sweeps away after a day what no message took.
const LASTS = 23 * 3600_000;
const byTicket = new Map();

export class Files {
  /** Those of the composer's ticket, with what is still on its way. */
  static of(owner) {
    for (const [ticket, files] of byTicket) if (!files.items.length) byTicket.delete(ticket);
    const files = byTicket.get(owner.ticket) ?? new Files(owner.ticket);
    byTicket.set(owner.ticket, files);
    files.owner = owner;
    return files;
  }

  constructor(ticket) {
    this.ticket = ticket;
    this.items = (read(`files.${ticket}`) ?? []).map(each => Date.now() - each.at < LASTS ? each : { name: each.name, kind: each.kind, error: t("Could not be sent") });
    this.chips = h("div.chosen", { hidden: true });
    this.input = h("input", { type: "file", multiple: true, hidden: true, onchange: () => { this.take(this.input.files); this.input.value = ""; } });
    this.button = h("button.button.quiet.square", { type: "button", title: t("Attach files"), "aria-label": t("Attach files"), onclick: () => this.input.click() }, icon("clip"));
  }

  listen(root) {
    root.addEventListener("paste", e => e.clipboardData.files.length && (e.preventDefault(), this.take(e.clipboardData.files)));
    root.addEventListener("dragover", e => { e.preventDefault(); root.classList.add("dropping"); });
    root.addEventListener("dragleave", () => root.classList.remove("dropping"));
    root.addEventListener("drop", e => { e.preventDefault(); root.classList.remove("dropping"); this.take(e.dataTransfer.files); });
  }

  take(list) {
    for (const file of list) this.start({ file, name: file.name || "image.png", progress: 0 });
  }

  /** Files that are on the server already (a message taken back). */
  add(known) {
    this.items.push(...known.map(each => ({ ...each, kind: this.owner.kind, at: Date.now() })));
    this.keep();
  }

  async start(item) {
    item.kind = this.owner.kind;
    this.items.push(item);
    this.paint();
    try {
      const answer = await upload(`/app/tickets/${this.ticket}/files`, item.file, part => { item.progress = part; this.paint(); });
      Object.assign(item, { id: answer.id, file: null, at: Date.now() });
    } catch (error) {
      item.error = error.detail ?? t("Could not be sent");
    }

    this.keep();
  }

  mine() { return this.items.filter(item => item.kind === this.owner.kind); }

  ready() { return this.mine().filter(item => item.id).map(({ id, name }) => ({ id, name })); }

  /** Why the message cannot go yet; null when it can. */
  hindrance() {
    const waiting = this.mine().filter(item => !item.id);
    if (!waiting.length) return null;
    return waiting.some(item => item.error) ? t("Remove the file that could not be sent, or attach it again.") : t("A file is still on its way.");
  }

  clear() {
    this.items = this.items.filter(item => item.kind !== this.owner.kind);
    this.keep();
  }

  keep() {
    const done = this.items.filter(item => item.id).map(({ id, name, kind, at }) => ({ id, name, kind, at }));
    write(`files.${this.ticket}`, done.length ? done : null);
    this.paint();
  }

  paint() {
    const items = this.mine();
    if (!this.hindrance()) this.owner.unhinder();
    this.chips.hidden = items.length === 0;
    this.chips.replaceChildren(...items.map(item => {
      const away = () => { this.items = this.items.filter(other => other !== item); this.keep(); };
      return h(item.error ? "span.file.failed" : "span.file", { title: item.error ?? item.name }, icon(item.error ? "alert" : "file"),
        h("span.ellipsis", {}, item.error ? `${item.name}: ${item.error}` : item.name),
        item.file && !item.error ? h("progress", { max: 1, value: item.progress, "aria-label": item.name }) : null,
        h("button", { type: "button", "aria-label": t("Remove {0}", item.name), onclick: away }, icon("close")));
    }));
  }
}

// Another tab has attached, sent or removed some.
addEventListener("storage", event => {
  for (const files of byTicket.values()) {
    if (event.key !== keyOf(`files.${files.ticket}`)) continue;
    files.items = [...(read(`files.${files.ticket}`) ?? []), ...files.items.filter(item => !item.id)];
    files.paint();
  }
});
