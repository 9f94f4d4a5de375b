// A circuit that drops costs an agent nothing. No dialog: a pill after 1.5 s, retries for ever, a reload by itself when the
// server has no such circuit any more. Elements marked data-needs-circuit are inert meanwhile, because their clicks would be
// lost in silence; the composer is never among them. Blazor's script is loaded with autostart="false".
(() => {
  const pauses = [0, 1000, 2000, 5000, 10_000];
  const pill = document.getElementById("connection");
  let round = 0;
  let down = false;
  let showing = 0;
  let wake = () => {};

  function show(text) {
    clearTimeout(showing);
    showing = 0;
    pill.textContent = text ?? "";
    pill.hidden = !text;
    for (const element of document.querySelectorAll("[data-needs-circuit]")) element.inert = Boolean(text);
  }

  function reload() {
    show(pill.dataset.reload);
    document.dispatchEvent(new CustomEvent("before-circuit-reload"));
    location.reload();
  }

  async function reconnect() {
    const mine = ++round;
    showing ||= setTimeout(() => show(pill.dataset.lost), 1500);
    for (let attempt = 0; mine === round; attempt++) {
      const pause = pauses[Math.min(attempt, pauses.length - 1)];
      await new Promise(done => { wake = done; setTimeout(done, pause * (0.8 + Math.random() * 0.4)); });
      try {
        // true: the same circuit goes on, onConnectionUp follows. false: the server answered and has no such circuit.
        if (await Blazor.reconnect()) return;
        return reload();
      } catch { /* nobody answered: again */ }
    }
  }

  addEventListener("pageshow", () => wake());

  // The browser knows before the circuit does, which notices only when it is not answered. A line that comes back in time
  // has lost nothing: the circuit is asked, and goes on.
  addEventListener("offline", () => { showing ||= setTimeout(() => show(pill.dataset.lost), 1500); });
  addEventListener("online", () => {
    wake();
    if (down) return;
    show(null);
    ask();
  });

  // The layout hands over a reference once its circuit stands. Here and not in a module, which might come too late.
  window.helpdeskConnect = reference => {
    window.helpdeskPing = () => reference.invokeMethodAsync("Ping");
    document.documentElement.dataset.circuit = "ready";
  };

  // A page that looks alive but is dead is the worst case: on every return, three seconds to answer.
  let asking = false;
  async function ask() {
    if (asking || !pill.hidden || showing || !window.helpdeskPing) return;
    asking = true;
    const late = new Promise((_, fail) => setTimeout(fail, 3000));
    try {
      await Promise.race([window.helpdeskPing(), late]);
    } catch {
      if (!showing && pill.hidden && navigator.onLine && document.visibilityState === "visible") reload();
    } finally {
      asking = false;
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    wake();
    ask();
  });

  // The first connection can fail as well, on a server that is just starting: then nobody calls a handler.
  const patience = 15_000;
  const stillborn = () => {
    if (document.documentElement.dataset.circuit === "ready" || !document.querySelector("hd-timeline, .shell")) return;
    if (navigator.onLine) reload();
    else setTimeout(stillborn, patience);
  };
  setTimeout(stillborn, patience);

  Blazor.start({
    // A link clicked before the circuit stands is an ordinary navigation. Blazor's own would fetch the page and patch this
    // one, and take away what scripts have put on <html> meanwhile: the theme, and the mark that the circuit is ready.
    ssr: { disableDomPreservation: true },
    circuit: {
      reconnectionOptions: { retryIntervalMilliseconds: 500 },
      reconnectionHandler: {
        onConnectionDown: () => { down = true; reconnect(); },
        onConnectionUp: () => { down = false; round++; show(null); },
      },
      // How soon a dead server is noticed; more than twice the hub's KeepAliveInterval on the server.
      configureSignalR: builder => builder.withServerTimeout(15_000).withKeepAliveInterval(5000),
    },
  });
})();
