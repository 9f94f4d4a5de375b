// The first minutes, one step at a time. Without this script the page is one long form that works as well.
(() => {
  const form = document.querySelector("#setup form");
  if (!form) return;
  const card = document.getElementById("setup");
  const key = document.getElementById("key");
  const token = document.getElementById("token");
  const steps = [...form.querySelectorAll(".setup-step")];
  const button = name => form.querySelector(`[data-step="${name}"]`);

  const zone = document.getElementById("zone");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone.hasAttribute("data-guess") && [...zone.options].some(option => option.value === here)) zone.value = here;

  // The code comes behind the #, which no server and no log ever sees, and leaves the address at once.
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    token.value = given;
    history.replaceState(null, "", location.pathname);
  }

  // What was refused is shown whole.
  if (card.hasAttribute("data-filled")) return;

  let at = token.value ? 0 : -1;
  function show() {
    key.hidden = at >= 0;
    steps.forEach((step, i) => { step.hidden = i !== at; });
    button("back").hidden = at < 1;
    button("next").hidden = at === steps.length - 1;
    button("finish").hidden = at !== steps.length - 1;
    (at < 0 ? token : steps[at].querySelector("input, select")).focus();
  }

  function valid() {
    const fields = (at < 0 ? key : steps[at]).querySelectorAll("input, select");
    return [...fields].every(field => field.reportValidity());
  }

  button("next").addEventListener("click", () => { if (valid()) { at++; show(); } });
  button("back").addEventListener("click", () => { at--; show(); });
  form.addEventListener("keydown", e => {
    if (e.key !== "Enter" || at === steps.length - 1 || e.target.matches("button")) return;
    e.preventDefault();
    button("next").click();
  });
  show();
})();
