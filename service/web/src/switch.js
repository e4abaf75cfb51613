// The switch between light and dark: a choice stays in this browser; the system's own colours are no choice.

const DARK = matchMedia("(prefers-color-scheme: dark)");

export function switchTheme() {
  const button = document.querySelector("[data-theme-switch]");
  const sheet = document.querySelector("link[data-dark]");
  if (!button || !sheet) return;
  const isDark = () => matchMedia(sheet.media).matches;
  const say = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  say();
  button.addEventListener("click", () => {
    const dark = !isDark();
    sheet.media = dark ? "screen" : "not all";
    keep(dark === DARK.matches ? null : dark ? "dark" : "light");
    if (dark === DARK.matches) sheet.media = "screen and (prefers-color-scheme: dark)";
    say();
    document.dispatchEvent(new CustomEvent("themechange", { detail: { dark } }));
  });
  DARK.addEventListener("change", () => {
    say();
    document.dispatchEvent(new CustomEvent("themechange", { detail: { dark: isDark() } }));
  });
}

function keep(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // storage is closed to us: the choice holds for this page
  }
}
