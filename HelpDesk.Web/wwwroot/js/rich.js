// What an answer carries beside its text: quick replies, cards or a form. Edited above the composer's foot, kept on this device
// until it is sent, and loaded when somebody opens its menu or has something kept.
import { t, upload } from "./http.js";
import { h, icon } from "./dom.js";
import { read, write } from "./store.js";

const TYPES = { text: "Text", longText: "Long text", email: "E-mail address", phone: "Phone number", number: "Number", date: "Date", choice: "Choice", yesNo: "Yes or no", consent: "Consent" };
const lines = text => [...new Set(text.split("\n").map(line => line.trim()).filter(Boolean))];

let count = 0;

export class Rich {
  constructor(owner) {
    this.owner = owner;
    this.key = `content.${owner.ticket}`;
    this.panel = h("section.carries", { hidden: true, "aria-label": t("Beside the text"), oninput: () => this.keep(), onchange: () => this.keep() });
    this.error = h("p.problem", { role: "alert" });
    this.menu = `rich-${owner.ticket}`;
    const item = (kind, label) => h("button", { type: "button", role: "menuitem", onclick: () => this.begin(kind) }, label);
    this.button = h("button.button.quiet.square", { type: "button", popovertarget: this.menu, "aria-haspopup": "menu", "aria-expanded": "false", title: t("Quick replies, card or form"), "aria-label": t("Quick replies, card or form") }, icon("plus"));
    this.list = h("div.menu", { id: this.menu, popover: "auto", role: "menu", "aria-label": t("Quick replies, card or form") },
      item("replies", t("Quick replies")), item("cards", t("Card")), item("form", t("Form")));
    const kept = read(this.key);
    if (kept) this.show(kept);
  }

  begin(kind) {
    this.show({ kind, replies: "", cards: [{}], title: "", fields: [{ type: "text" }] });
    this.keep();
    this.panel.querySelector("textarea, input")?.focus();
  }

  show(state) {
    this.state = state;
    const title = { replies: t("Quick replies"), cards: t("Card"), form: t("Form") }[state.kind];
    const away = h("button.button.quiet.square", { type: "button", "aria-label": t("Remove {0}", title), onclick: () => { this.clear(); this.owner.area.focus(); } }, icon("close"));
    this.error.textContent = "";
    this.panel.replaceChildren(h("p.carries-head", {}, h("b", {}, title), away), ...this[state.kind](), this.error);
    this.panel.hidden = false;
  }

  replies() {
    return [this.area(t("One answer on each line"), this.state, "replies", 4)];
  }

  cards() {
    const one = (card, at) => h("fieldset", {}, h("legend", {}, t("Card {0}", at + 1)), this.line(t("Title"), card, "title"), this.area(t("Text"), card, "text", 2),
      this.line(t("Link"), card, "link", "url"), this.line(t("Words on the link"), card, "linkLabel"), this.picture(card));
    return [...this.state.cards.map(one), this.more(t("Add a card"), this.state.cards, {}, 10)];
  }

  form() {
    const one = (field, at) => {
      const choices = this.area(t("One choice on each line"), field, "choices", 3);
      choices.hidden = field.type !== "choice";
      const type = h("select", { onchange: () => { field.type = type.value; choices.hidden = field.type !== "choice"; } },
        ...Object.entries(TYPES).map(([value, label]) => h("option", { value, selected: field.type === value }, t(label))));
      const required = h("input", { type: "checkbox", checked: Boolean(field.required), onchange: () => { field.required = required.checked; } });
      return h("fieldset", {}, h("legend", {}, t("Question {0}", at + 1)), this.line(t("Question"), field, "label"), h("label", {}, t("Kind of answer"), type), choices,
        h("label.tick", {}, required, t("Must be answered")));
    };
    return [this.line(t("Title"), this.state, "title"), ...this.state.fields.map(one), this.more(t("Add a question"), this.state.fields, { type: "text" }, 20)];
  }

  /** A picture goes up at once; what is not one is refused when the message is sent. */
  picture(card) {
    const input = h("input", { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", hidden: true, onchange: () => put(input.files[0]) });
    const box = h("div.picture");
    const paint = () => {
      const away = h("button.button.quiet.square", { type: "button", "aria-label": t("Remove {0}", card.imageName ?? t("Picture")), onclick: () => { card.image = card.imageName = null; paint(); this.keep(); choose().focus(); } }, icon("close"));
      box.replaceChildren(...(card.image
        ? [h("img", { src: `/files/${card.image}`, alt: card.imageName ?? t("Picture") }), away]
        : [h("button.button", { type: "button", onclick: () => input.click() }, t("Add a picture"))]), input);
    };
    const choose = () => box.querySelector("button");
    const put = async file => {
      if (!file) return;
      this.rising = (this.rising ?? 0) + 1;
      choose().disabled = true;
      try {
        const { id, name } = await upload(`/app/tickets/${this.owner.ticket}/files`, file, () => { /* small enough to wait for */ });
        Object.assign(card, { image: id, imageName: name });
        this.keep();
      } catch (error) {
        this.error.textContent = error.detail ?? t("Could not be sent");
      }

      this.rising--;
      paint();
      choose().focus();
    };
    paint();
    return box;
  }

  more(label, list, fresh, most) {
    const add = () => {
      list.push({ ...fresh });
      this.show(this.state);
      this.keep();
      [...this.panel.querySelectorAll("fieldset")].at(-1).querySelector("input").focus();
    };
    return list.length < most ? h("button.button", { type: "button", onclick: add }, label) : null;
  }

  line(label, target, name, type = "text") {
    const input = h("input", { id: `rich-input-${++count}`, type, value: target[name] ?? "", maxlength: name === "link" ? 1000 : 200, oninput: () => { target[name] = input.value; } });
    return h("label", {}, label, input);
  }

  area(label, target, name, rows) {
    const area = h("textarea", { rows, maxlength: 1000, oninput: () => { target[name] = area.value; } });
    area.value = target[name] ?? "";
    return h("label", {}, label, area);
  }

  keep() {
    this.error.textContent = "";
    write(this.key, this.state ?? null);
  }

  clear() {
    this.state = null;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    write(this.key, null);
  }

  /** A message that could not go out comes back with what it carried. */
  restore(state) {
    this.show(state);
    this.keep();
  }

  /** What goes with the message; null for nothing, false where something is missing, which is then said. */
  take() {
    if (!this.state) return null;
    if (this.rising) {
      this.error.textContent = t("The picture is still on its way.");
      return false;
    }

    const made = this.made();
    if (made) return { ...made, state: this.state };
    const wrong = { replies: t("Write at least one answer."), cards: t("Each card needs a title, and a link begins with https://."), form: t("A form needs a title, and each question its words and choices.") };
    this.error.textContent = wrong[this.state.kind];
    this.panel.querySelector("textarea, input")?.focus();
    return false;
  }

  made() {
    const { kind, replies, cards, title, fields } = this.state;
    if (kind === "replies") {
      const quickReplies = lines(replies);
      return quickReplies.length > 0 && quickReplies.length <= 10 && quickReplies.every(each => each.length <= 80) && { quickReplies };
    }

    if (kind === "cards") return cards.every(card => card.title?.trim() && (!card.link?.trim() || /^https?:\/\/\S+$/i.test(card.link.trim()))) && { cards };
    const made = fields.map(({ label, type, required, choices }) => ({ label, type, required: Boolean(required), choices: type === "choice" ? lines(choices ?? "") : [] }));
    return title?.trim() && made.every(field => field.label?.trim() && (field.type !== "choice" || field.choices.length)) && { form: { title, fields: numbered(made) } };
  }
}

// Two questions with the same words are two questions.
function numbered(fields) {
  const used = new Set();
  return fields.map((field, at) => {
    const plain = field.label.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "").slice(0, 40);
    const name = plain && !used.has(plain) ? plain : `field_${at + 1}`;
    used.add(name);
    return { ...field, name };
  });
}
