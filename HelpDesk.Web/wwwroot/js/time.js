// <relative-time at="2026-11-22T09:00:00Z" [mode="short|long|clock|duration"]>: ticks in the browser, in the reader's language
// and time zone; the exact time on hover. A row that says "4 min" costs the server nothing.
// The page says the language; the browser says which country's way of writing times in it: 14:02 in London, 2:02 PM in Boston.
const spoken = document.documentElement.lang || undefined;
const language = navigator.languages.find(tag => tag.split("-")[0] === spoken) ?? spoken;
const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" });
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const dated = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" });
const dayName = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
// As Words.Span writes them on the server.
const units = { second: "s", minute: "min", hour: "h", day: spoken === "fr" ? "j" : "d" };
const unit = (value, name) => `${value} ${units[name]}`;
const ago = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });

function span(seconds) {
  if (seconds < 60) return unit(Math.max(0, Math.floor(seconds)), "second");
  if (seconds < 3600) return unit(Math.floor(seconds / 60), "minute");
  if (seconds < 86400) return unit(Math.floor(seconds / 3600), "hour");
  return unit(Math.floor(seconds / 86400), "day");
}

const short = (at, seconds) => seconds < 60 ? ago.format(0, "second") : seconds < 86400 ? span(seconds) : at.getFullYear() === new Date().getFullYear() ? date.format(at) : dated.format(at);

function day(at) {
  const midnight = new Date().setHours(0, 0, 0, 0);
  const days = Math.round((new Date(at).setHours(0, 0, 0, 0) - midnight) / 86_400_000);
  return days >= -1 && days <= 0 ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day") : dayName.format(at);
}

class RelativeTime extends HTMLElement {
  static observedAttributes = ["at", "mode"];
  static every = new Set();

  connectedCallback() {
    RelativeTime.every.add(this);
    this.paint();
  }

  disconnectedCallback() {
    RelativeTime.every.delete(this);
  }

  attributeChangedCallback() {
    if (this.isConnected) this.paint();
  }

  paint() {
    const at = new Date(this.getAttribute("at"));
    if (isNaN(at)) return;
    const seconds = (Date.now() - at) / 1000;
    const mode = this.getAttribute("mode") ?? "short";
    const text = mode === "clock" ? clock.format(at) : mode === "day" ? day(at) : mode === "span" ? span(seconds) : mode === "long" ? `${date.format(at)}, ${clock.format(at)}` : short(at, seconds);
    if (this.textContent !== text) this.textContent = text;
    if (mode !== "day") this.title = exact.format(at);
  }
}

customElements.define("relative-time", RelativeTime);
setInterval(() => document.visibilityState === "visible" && RelativeTime.every.forEach(each => each.paint()), 1000);
