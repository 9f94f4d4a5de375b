// Popover menus: placed under their button, filtered and walked by keys, closed after a choice. All without the circuit.
const items = menu => [...menu.querySelectorAll("[role^='menuitem']")].filter(item => !item.hidden);

function place(menu) {
  const button = document.querySelector(`[popovertarget="${menu.id}"]`);
  if (!button) return;
  const box = button.getBoundingClientRect();
  const wide = menu.offsetWidth;
  const tall = menu.offsetHeight;
  const below = box.bottom + 4 + tall < innerHeight || box.top < tall;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - wide - 8))}px`;
  menu.style.top = `${Math.max(8, below ? Math.min(box.bottom + 4, innerHeight - tall - 8) : box.top - tall - 4)}px`;
}

document.addEventListener("toggle", event => {
  const menu = event.target;
  if (!(menu instanceof HTMLElement) || !menu.matches(".menu")) return;
  document.querySelector(`[popovertarget="${menu.id}"]`)?.setAttribute("aria-expanded", String(event.newState === "open"));
  const filter = menu.querySelector(".filter");
  if (event.newState === "open") {
    place(menu);
    (filter ?? items(menu)[0])?.focus();
  } else if (filter) {
    filter.value = "";
    narrow(menu, "");
  }
}, true);

/** Without accents and capitals. */
export const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(menu, text) {
  for (const item of menu.querySelectorAll("[role^='menuitem']")) item.hidden = !plain(item.textContent).includes(plain(text));
  items(menu).forEach((item, at) => item.classList.toggle("active", Boolean(text) && at === 0));
  const none = menu.querySelector(".none");
  if (none) none.hidden = items(menu).length > 0;
}

document.addEventListener("input", event => {
  const menu = event.target.closest(".menu");
  if (menu && event.target.matches(".filter")) narrow(menu, event.target.value.trim());
});

document.addEventListener("click", event => {
  const item = event.target.closest(".menu [role^='menuitem']");
  if (item && !item.hasAttribute("data-stay")) item.closest(".menu").hidePopover();
});

document.addEventListener("keydown", event => {
  const menu = event.target.closest?.(".menu");
  if (!menu || event.isComposing) return;
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    all.at((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)) % all.length)?.focus();
  } else if (event.key === "Enter" && event.target.matches(".filter") && all.length) {
    event.preventDefault();
    all[0].click();
  } else if (event.key === "Escape") {
    event.preventDefault();
    menu.hidePopover();
    document.querySelector(`[popovertarget="${menu.id}"]`)?.focus();
  }
});
