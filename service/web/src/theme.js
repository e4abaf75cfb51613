// Before anything is drawn: the colours that the reader chose earlier, if not those of the system.
(() => {
  const dark = document.querySelector("link[data-dark]");
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // storage is closed to us: the system decides
  }
  if (dark && (chosen === "dark" || chosen === "light")) dark.media = chosen === "dark" ? "screen" : "not all";
})();
