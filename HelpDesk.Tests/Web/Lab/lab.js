document.addEventListener("before-circuit-reload", () => sessionStorage.setItem("saved", "draft"));
Blazor.registerCustomEventType("labping", {
  browserEventName: "lab-ping",
  createEventArgs: event => ({ detail: event.detail }),
});
