// Before the first paint: what this browser chose. Not a module, so that nothing is painted in the wrong colours first.
(() => {
  const root = document.documentElement;
  const chosen = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const theme = chosen("hd.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (chosen("hd.contrast") === "more") root.dataset.contrast = "more";
  if (chosen("hd.context") === "closed") root.dataset.context = "closed";
})();
