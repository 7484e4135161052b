// Loads the theme's scripts when something asks for them.
{
const { bootstrap, highlight } = document.currentScript.dataset;
const load = (src) => new Promise((done, failed) => {
 document.head.append(Object.assign(document.createElement("script"), { src, onload: done, onerror: failed }));
});

// Bootstrap: as soon as a control is pointed at or focused. What was done to it meanwhile is done again.
if (bootstrap) {
 const waiting = new AbortController();
 let loading;
 const start = () => loading ??= load(bootstrap).then(() => waiting.abort(), () => loading = undefined);
 const on = (type, act) => addEventListener(type, act, { capture: true, passive: false, signal: waiting.signal });
 const control = ({ target }) => target.closest?.("[data-bs-toggle]");
 for (const type of ["pointerover", "focusin"]) {
  on(type, async (event) => {
   const found = control(event);
   if (!found) return;
   await start();
   const tooltip = window.bootstrap?.Tooltip.getInstance(found.closest("[data-bs-toggle=tooltip]"));
   if (found.matches(":hover, :focus-visible") && !found.querySelector(".show")) tooltip?.show();
  });
 }
 const again = async (event) => {
  const found = control(event);
  if (found?.dataset.bsToggle !== "dropdown") return;
  if (event.key && !/^Arrow(Up|Down)$/.test(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  await start();
  if (window.bootstrap) found.click();
 };
 on("click", again);
 on("keydown", again);
 if (document.getElementById("pst-back-to-top")) on("scroll", start);
}

// The marks of a search's words.
if (highlight && (localStorage.sphinx_highlight_terms || new URLSearchParams(location.search).has("highlight"))) {
 highlight.split(" ").reduce((before, src) => before.then(() => load(src)), Promise.resolve());
}
}
