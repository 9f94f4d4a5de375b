// <hd-timeline ticket>: keeps the place while the circuit adds and patches messages, counts what is new below, tells the
// server what was really seen, and shows messages that are still on their way.
import { call, t } from "./http.js";
import { of, remove, retry } from "./outbox.js";
import { current } from "./composer.js";
import { h, icon } from "./dom.js";

let open = null;

/** What the agent has had in view for a moment: the stale-send guard asks it. */
export const reviewed = {
  get seq() { return open?.seen ?? 0; },
  unseenSince(base) { return open ? open.foreign().filter(each => each.seq > base && each.seq > open.seen).length : 0; },
  show() { open?.toEnd(); },
};

class Timeline extends HTMLElement {
  connectedCallback() {
    open = this;
    this.ticket = this.getAttribute("ticket");
    this.seen = Number(this.getAttribute("read") ?? 0);
    this.fresh = 0;
    this.timers = new Map();
    this.sight = new IntersectionObserver(entries => entries.forEach(entry => this.sighted(entry)), { root: this, threshold: 0.2 });
    this.changes = new MutationObserver(list => this.changed(list));
    this.changes.observe(this, { childList: true, subtree: true });
    this.sizes = new ResizeObserver(() => this.stuck && this.toEnd(true));
    this.sizes.observe(this);
    this.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.stuck = true;
    this.querySelectorAll("[data-seq]").forEach(each => this.sight.observe(each));
    this.paintPending();
    requestAnimationFrame(() => this.begin());
  }

  disconnectedCallback() {
    for (const each of [this.sight, this.changes, this.sizes]) each.disconnect();
    this.timers.forEach(clearTimeout);
    if (open === this) open = null;
  }

  begin() {
    const line = this.querySelector(".new-line");
    if (line) {
      this.stuck = false;
      line.scrollIntoView({ block: "start" });
      this.scrolled();
    } else {
      this.toEnd(true);
    }
  }

  foreign() {
    return [...this.querySelectorAll("[data-seq][data-public]:not([data-own])")].map(each => ({ seq: Number(each.dataset.seq) }));
  }

  sighted({ target, isIntersecting }) {
    clearTimeout(this.timers.get(target));
    if (!isIntersecting || Number(target.dataset.seq) <= this.seen) return;
    this.timers.set(target, setTimeout(() => this.mark(Number(target.dataset.seq)), 1000));
  }

  mark(seq) {
    if (document.visibilityState !== "visible") {
      document.addEventListener("visibilitychange", () => this.isConnected && this.mark(seq), { once: true });
      return;
    }

    if (seq <= this.seen) return;
    this.seen = seq;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => call("POST", `/app/tickets/${this.ticket}/read`, { seq: this.seen }).catch(() => { /* told with the next one */ }), 200);
  }

  changed(list) {
    const added = list.flatMap(each => [...each.addedNodes]).filter(node => node.nodeType === 1 && !node.closest(".pending-sends"))
      .flatMap(node => node.matches("[data-seq]") ? [node] : [...node.querySelectorAll("[data-seq]")]);
    added.forEach(each => this.sight.observe(each));
    if (added.some(each => each.dataset.key)) this.paintPending();
    const below = added.filter(each => Number(each.dataset.seq) > (this.last ?? 0) && this.last !== undefined);
    this.last = Math.max(this.last ?? 0, ...[...this.querySelectorAll("[data-seq]")].slice(-3).map(each => Number(each.dataset.seq)));
    if (this.stuck) this.toEnd(true);
    else this.count(below.filter(each => !("own" in each.dataset)).length);
  }

  count(more) {
    this.fresh += more;
    const button = document.getElementById("jump");
    if (!button) return;
    button.hidden = this.stuck || this.fresh === 0;
    button.replaceChildren(icon("arrow-down"), t("{0} new", this.fresh));
  }

  scrolled() {
    this.stuck = this.scrollHeight - this.scrollTop - this.clientHeight < 40;
    if (this.stuck) this.fresh = 0;
    this.count(0);
  }

  toEnd(now = false) {
    this.stuck = true;
    this.scrollTo({ top: this.scrollHeight, behavior: now ? "instant" : "smooth" });
    this.fresh = 0;
    this.count(0);
  }

  paintPending() {
    const place = this.querySelector(".pending-sends");
    if (!place) return;
    const items = of(this.ticket).filter(item => {
      const landed = this.querySelector(`[data-key="${CSS.escape(item.id)}"]`);
      if (landed) queueMicrotask(() => remove(item.id));
      return !landed;
    });
    place.replaceChildren(...items.map(bubble));
    if (this.stuck || items.some(item => item.state === "sending")) this.toEnd(true);
  }
}

function bubble(item) {
  const act = (label, onclick) => h("button.link", { type: "button", onclick }, label);
  const failed = item.state === "failed";
  const state = failed
    ? h("p.state.failed", { role: "alert" }, icon("alert"), item.code === "stale" ? t("Not sent: something new arrived first.") : t("Failed: {0}", t(item.error)), " ",
      act(item.code === "stale" ? t("Send anyway") : t("Retry"), () => retry(item.id, item.code === "stale")), act(t("Edit"), () => current()?.takeBack(item)), act(t("Discard"), () => remove(item.id)))
    : h("p.state", {}, icon(item.state === "sent" ? "check" : "clock"), item.state === "sent" ? t("Sent") : navigator.onLine ? t("Sending") : t("Waiting for the connection"));
  const files = item.attachments.length ? h("span.files", {}, ...item.attachments.map(file => h("span.file", {}, icon("file"), file.name))) : null;
  return h(item.kind === "note" ? "article.message.note" : "article.message.out", { "data-pending": item.id },
    h("div.body", {}, h("div.bubble", {}, h("span.text", { dir: "auto" }, item.text), files), state));
}

customElements.define("hd-timeline", Timeline);
document.addEventListener("outbox", e => e.detail.item?.ticket === open?.ticket && open?.paintPending());
document.addEventListener("click", e => e.target.closest("#jump") && open?.toEnd());
