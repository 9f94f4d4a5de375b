(() => {
  const script = document.currentScript ?? document.querySelector('script[data-inbox][src*="/w/loader.js"]');
  const early = window.helpdesk;
  if (!script || early?.destroy) return;
  const base = new URL('.', script.src).href;
  const { inbox = 'web', locale, position, theme = 'auto', color, text, proactive, isolated } = script.dataset;
  const labels = { es: 'Abrir chat', fr: 'Ouvrir le chat' };
  const css = `:host { all: initial; color-scheme: light dark; --accent: light-dark(#3b52c4, #8ea2ff); --on-accent: light-dark(#ffffff, #0e1430); --bad: light-dark(#b3261e, #ff8a80); --surface: light-dark(#ffffff, #15191f) }
    :host([data-theme="light"]) { color-scheme: light }
    :host([data-theme="dark"]) { color-scheme: dark }
    .launcher { position: fixed; inset-block-end: max(20px, env(safe-area-inset-bottom)); inset-inline-end: 20px; z-index: 2147483000;
      inline-size: 60px; block-size: 60px; display: grid; place-content: center; padding: 0; border: 0; border-radius: 999px; cursor: pointer;
      background: var(--accent); color: var(--on-accent); box-shadow: 0 4px 16px rgb(20 24 33 / 28%) }
    :host([data-position="left"]) .launcher { inset-inline: 20px auto }
    .launcher[data-text] { inline-size: auto; grid-auto-flow: column; gap: 10px; padding: 0 20px; font: 600 16px system-ui }
    .launcher[hidden] { display: none }
    .launcher:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent), CanvasText); outline-offset: 3px }
    .launcher::before { content: ""; inline-size: 26px; block-size: 24px; border-radius: 50% 50% 50% 3px; background: currentColor; forced-color-adjust: none }
    .launcher[data-count]:not([data-count=""])::after { content: attr(data-count); position: absolute; inset-block-start: -4px; inset-inline-end: -4px;
      min-inline-size: 22px; padding: 0 6px; box-sizing: border-box; border-radius: 999px; background: var(--bad); color: var(--surface); font: 650 13px/22px system-ui }
    @media print { :host { display: none } }`;

  const host = document.createElement('helpdesk-chat');
  const launcher = document.createElement('button');
  const options = { base, inbox, locale: locale ?? document.documentElement.lang, color, position, launcher, emit, load, page: location.href.split(/[?#]/)[0] };
  const calls = [];
  let count = 0;
  let panel;

  const part = name => import(base + (isolated == null ? name : 'isolated') + '.js');

  // Waits for the panel, and comes before what it does.
  const hand = () => calls.length && part('script').then(module => module.run(calls, options));
  const failed = error => emit('error', { code: 'load', detail: String(error) });

  function load() {
    panel ??= Promise.all([part('panel'), hand()]).then(([module]) => module.start(host, options));
    panel.catch(() => { panel = null; });
    return panel;
  }

  function offer(names, first) {
    for (const name of names.split(' ')) {
      api[name] = (...given) => {
        calls.push([name, ...given]);
        return first()?.then(hand).catch(failed);
      };
    }
  }

  function emit(name, detail) {
    if (name === 'unread') count = detail;
    if (name === 'error') console.warn('helpdesk:', detail);
    document.dispatchEvent(new CustomEvent('helpdesk:' + name, { detail, bubbles: true }));
  }

  function attach() {
    if (host.isConnected) return;
    document.body.append(host);
    options.panel?.restore();
  }

  function hasChat() {
    try {
      return Object.keys(localStorage).some(key => key.startsWith(`hd.${inbox}.`) && /\.(token|out\.\w+)$/.test(key));
    } catch {
      return false;
    }
  }

  // Bodies are swapped.
  const watcher = new MutationObserver(settle);

  function settle() {
    attach();
    for (const node of [document.documentElement, document.body]) watcher.observe(node, { childList: true });
  }

  function begin() {
    settle();
    if (hasChat()) load().catch(failed);
    else if (proactive != null) import(base + 'proactive.js').then(({ watch }) => watch(host, options)).catch(failed);
    emit('ready');
  }

  const api = {
    setTheme: name => { host.dataset.theme = name; },
    showLauncher: visible => { launcher.hidden = !visible; },
    unreadCount: () => count,
    on(name, listener) {
      const heard = ({ detail }) => listener(detail);
      document.addEventListener('helpdesk:' + name, heard);
      return () => document.removeEventListener('helpdesk:' + name, heard);
    },
    destroy() {
      watcher.disconnect();
      calls.length = 0;
      panel?.then(started => started.destroy(), () => {});
      host.remove();
      delete window.helpdesk;
    },
  };
  offer('show toggle prefill send open', load);
  offer('hide identify setAttributes setTicketAttributes addTags track setLocale', () => panel);
  offer('logout', async () => isolated == null && panel?.catch(() => {}));
  const helpdesk = Object.assign((name, ...given) => api[name]?.(...given) ?? null, api);
  window.helpdesk = helpdesk;

  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  if (color) import(base + 'brand.js').then(({ colours }) => sheet.insertRule(colours(color), sheet.cssRules.length));
  Object.assign(host.dataset, { position, theme });
  if (text) launcher.append(launcher.dataset.text = text);
  host.dir = 'ltr';
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.setAttribute('aria-expanded', 'false');
  launcher.setAttribute('aria-label', (text ? text + ': ' : '') + (labels[(options.locale ?? '').slice(0, 2)] ?? 'Open chat'));
  launcher.addEventListener('click', () => (options.panel ? options.panel.toggle() : load().then(started => started.show(), failed)));
  for (const hint of ['pointerenter', 'focus']) launcher.addEventListener(hint, () => load().catch(failed), { once: true });
  root.append(launcher);
  for (const call of early?.q ?? []) helpdesk(...call);
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
})();
