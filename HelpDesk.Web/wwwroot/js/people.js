// Who gets a copy of the reply beside the customer: a line of names above the text. What it shows is what is sent.
import { t } from "./http.js";
import { h, icon } from "./dom.js";

const ROLES = ["to", "cc", "bcc"];
const LABELS = { to: () => t("To"), cc: () => t("Cc"), bcc: () => t("Bcc") };
const nobody = () => ({ to: [], cc: [], bcc: [] });

// Enough to catch a slip; the server reads it strictly.
const looksRight = address => {
  const [local, domain, more] = address.split("@");
  return Boolean(local) && Boolean(domain?.includes(".")) && more === undefined && !domain.startsWith(".") && !domain.endsWith(".");
};

export class People {
  constructor(owner) {
    this.owner = owner;
    this.chosen = null;
    this.usual = [];
    this.customer = "";
    this.isOpen = false;
    this.chips = h("span.chips");
    this.role = h("select", { "aria-label": t("Where they stand") }, ...ROLES.map(role => h("option", { value: role, selected: role === "cc" }, LABELS[role]())));
    this.input = h("input", { type: "text", inputmode: "email", autocomplete: "off", spellcheck: "false", maxlength: 2000, placeholder: t("Add an address"), "aria-label": t("Add an address"),
      onkeydown: e => this.pressed(e), oninput: () => this.complain(""), onblur: () => this.take(), onpaste: e => this.pasted(e) });
    this.error = h("span.error", { role: "alert" });
    this.adding = h("span.adding", { hidden: true }, this.role, this.input);
    this.root = h("div.people", { hidden: true, role: "group", "aria-label": t("Who gets it") }, this.chips, this.adding, this.error);
    this.button = h("button.link.copies", { type: "button", "aria-expanded": "false", onclick: () => this.open() }, t("Cc and Bcc"));
  }

  /** What the ticket says: the customer's name or address, and whom an agent let take part. */
  tell(customer, usual) {
    this.customer = customer;
    this.usual = usual;
    this.paint();
  }

  lists() { return this.chosen ?? { ...nobody(), cc: this.usual }; }

  /** What a draft must keep: null while nobody changed it. */
  kept() { return this.chosen; }

  restore(chosen) {
    this.chosen = chosen ?? null;
    this.paint();
  }

  clear() {
    this.input.value = "";
    this.isOpen = false;
    this.complain("");
    this.restore(null);
  }

  /** Takes what still stands in the field. False when it is no address: then nothing may be sent. */
  settle() { return this.take() || (this.input.focus(), false); }

  open() {
    this.isOpen = true;
    this.paint();
    this.input.focus();
  }

  pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      this.owner.pressed(event);
    } else if (["Enter", ",", ";"].includes(event.key) || (event.key === " " && looksRight(this.input.value))) {
      event.preventDefault();
      this.take();
    } else if (event.key === "Backspace" && !this.input.value) {
      const role = ROLES.findLast(each => this.lists()[each].length);
      if (role) this.remove(role, this.lists()[role].at(-1));
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.input.value = "";
      this.isOpen = false;
      this.complain("");
      this.paint();
      this.owner.area.focus();
    }
  }

  pasted(event) {
    const text = event.clipboardData.getData("text");
    if (!/[,;\n]/.test(text)) return;
    event.preventDefault();
    this.input.value = text;
    this.take();
  }

  take() {
    const typed = this.input.value.split(/[\s,;]+/).map(each => each.replace(/^[<"']|[>"']$/g, "").toLowerCase()).filter(Boolean);
    // "Bo Lee <bo@example.com>" leaves names between the addresses.
    const addresses = typed.some(looksRight) ? typed.filter(each => each.includes("@")) : typed;
    const wrong = addresses.find(each => !looksRight(each));
    if (wrong) {
      this.complain(t("{0} is not an e-mail address.", wrong));
      return false;
    }

    this.input.value = "";
    this.complain("");
    if (!addresses.length) return true;
    const lists = this.lists();
    const known = ROLES.flatMap(role => lists[role]);
    this.change({ ...lists, [this.role.value]: [...lists[this.role.value], ...addresses.filter((each, at) => !known.includes(each) && addresses.indexOf(each) === at)] });
    return true;
  }

  remove(role, address) {
    const lists = this.lists();
    this.change({ ...lists, [role]: lists[role].filter(each => each !== address) });
    if (this.isOpen) this.input.focus(); else this.owner.area.focus();
  }

  change(lists) {
    this.chosen = lists;
    this.paint();
    this.owner.typed();
  }

  complain(text) {
    this.error.textContent = text;
    this.input.setAttribute("aria-invalid", String(Boolean(text)));
  }

  paint() {
    const lists = this.lists();
    const any = ROLES.some(role => lists[role].length);
    const isReply = this.owner.kind !== "note";
    this.root.hidden = !isReply || (!any && !this.isOpen);
    this.button.hidden = !isReply || this.isOpen;
    this.button.setAttribute("aria-expanded", String(this.isOpen));
    this.adding.hidden = !this.isOpen;
    const chip = (role, address) => h("span.person", { title: address }, h("span.ellipsis", {}, address),
      h("button", { type: "button", "aria-label": t("Remove {0}", address), onclick: () => this.remove(role, address) }, icon("close")));
    this.chips.replaceChildren(...ROLES.flatMap(role => {
      const fixed = role === "to" && this.customer ? [h("span.person.fixed", { title: this.customer }, h("span.ellipsis", {}, this.customer))] : [];
      return fixed.length || lists[role].length ? [h("span.muted", {}, LABELS[role]()), ...fixed, ...lists[role].map(address => chip(role, address))] : [];
    }));
  }
}
