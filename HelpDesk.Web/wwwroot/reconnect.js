// Keeps the page usable while its circuit is away. Nothing is covered: a pill says what happens, and only what needs the
// circuit (data-needs-circuit) is inert meanwhile, because its clicks would be lost in silence. Script-driven parts go on.
(() => {
  const pill = document.getElementById("connection");
  const longestPause = 5000;
  let attempt = 0;

  function say(text) {
    pill.textContent = text ?? "";
    pill.hidden = !text;
    for (const part of document.querySelectorAll("[data-needs-circuit]")) {
      part.inert = Boolean(text);
    }
  }

  function startOver() {
    say(pill.dataset.reload);
    document.dispatchEvent(new CustomEvent("before-circuit-reload")); // the last moment to save drafts
    location.reload();
  }

  async function comeBack(firstPause) {
    const mine = ++attempt;
    for (let pause = firstPause; mine === attempt; pause = Math.min(pause * 2, longestPause)) {
      try {
        // True: the same circuit goes on. False: the server is there, the circuit is not (restarted, or away too long).
        if (!await Blazor.reconnect()) {
          startOver();
        }
        return;
      } catch {
        await new Promise(done => setTimeout(done, pause)); // the server does not answer yet
      }
    }
  }

  Blazor.start({
    circuit: {
      reconnectionOptions: { retryIntervalMilliseconds: 500 },
      reconnectionHandler: {
        onConnectionDown(options) {
          say(pill.dataset.lost);
          comeBack(options.retryIntervalMilliseconds);
        },
        onConnectionUp() {
          attempt++;
          say(null);
        },
      },
      // A frozen server is noticed after this; more than twice the keep-alive of the server's hub.
      configureSignalR: builder => builder.withServerTimeout(15000).withKeepAliveInterval(5000),
    },
  });
})();
