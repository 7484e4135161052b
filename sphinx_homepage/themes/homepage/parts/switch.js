// The scheme that was chosen last, before anything is painted; the switch for it; boxes that scroll, by keyboard.
{
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme === "auto" ? dark.matches : root.dataset.theme === "dark");
const known = (scheme) => (["light", "dark"].includes(scheme) ? scheme : "auto");
const read = () => {
  try { return known(localStorage.getItem("theme")); } catch { return "auto"; }
};
root.dataset.theme = read();
addEventListener("DOMContentLoaded", () => {
  root.dataset.ready = "";
  const button = document.querySelector(".hp-switch");
  const show = () => button?.setAttribute("aria-pressed", isDark());
  const set = (scheme) => {
    root.dataset.theme = scheme;
    show();
  };
  button?.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    // What the system shows anyway is no choice: the page follows it again.
    set(dark.matches === (chosen === "dark") ? "auto" : chosen);
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* It holds for this page. */ }
  });
  addEventListener("storage", ({ key }) => key === "theme" && set(read()));
  dark.addEventListener("change", show);
  show();
  const reach = () => {
    for (const box of document.querySelectorAll(".hp-scroll, pre")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };
  addEventListener("resize", reach);
  reach();
});
}
