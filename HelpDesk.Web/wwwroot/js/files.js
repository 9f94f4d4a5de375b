// Files of the message being written: by button, by paste, by drop. Each goes up at once and is named when the message is sent.
import { upload, t } from "./http.js";
import { h, icon } from "./dom.js";

export class Files {
  constructor(owner) {
    this.owner = owner;
    this.items = [];
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
    this.items.push(...known.map(each => ({ ...each, id: each.id })));
    this.paint();
  }

  async start(item) {
    this.items.push(item);
    this.paint();
    try {
      const answer = await upload(`/app/tickets/${this.owner.ticket}/files`, item.file, part => { item.progress = part; this.paint(); });
      Object.assign(item, { id: answer.id, file: null });
    } catch (error) {
      item.error = error.detail ?? t("Could not be sent");
    }

    this.paint();
  }

  ready() { return this.items.filter(item => item.id).map(({ id, name }) => ({ id, name })); }

  busy() { return this.items.some(item => item.file && !item.error); }

  clear() {
    this.items = [];
    this.paint();
  }

  paint() {
    this.chips.hidden = this.items.length === 0;
    this.chips.replaceChildren(...this.items.map(item => {
      const away = () => { this.items = this.items.filter(other => other !== item); this.paint(); };
      return h(item.error ? "span.file.failed" : "span.file", { title: item.error ?? item.name }, icon(item.error ? "alert" : "file"),
        h("span.ellipsis", {}, item.error ? `${item.name}: ${item.error}` : item.name),
        item.file && !item.error ? h("progress", { max: 1, value: item.progress, "aria-label": item.name }) : null,
        h("button", { type: "button", "aria-label": t("Remove {0}", item.name), onclick: away }, icon("close")));
    }));
  }
}
