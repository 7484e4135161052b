// Searches publications, copies BibTeX. Without it everything is there.
{
const letters = { æ: "ae", đ: "d", ı: "i", ł: "l", ø: "o", ß: "ss" };
const fold = (text) => text.toLowerCase().normalize("NFKD")
 .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065fæđıłøß]/g, (sign) => letters[sign] ?? "");
const make = (name, more) => Object.assign(document.createElement(name), more);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const words = JSON.parse(all("[data-words]")[0].dataset.words);

const readers = all("[data-hp-search]").map((block, number) => {
 const items = all(".hp-pub", block);
 const bar = make("div", { className: "hp-search", role: "search" });
 const status = make("p", { role: "status" });
 const fields = [];
 let texts, timer;
 const prepare = () => texts ??= items.map((item) => fold(
  all(":scope > :not(.hp-bibtex)", item).map((part) => part.textContent).join(" ")));
 const show = () => {
  const tests = fields.flatMap(([, field, test]) => field.value.trim() ? test(field.value) : []);
  if (tests[0]) prepare();
  const shown = new Set(); // By keyword some stand twice.
  items.forEach((item, at) => {
   item.hidden = !tests.every((test) => test(item, at));
   if (!item.hidden) shown.add(texts?.[at]);
  });
  for (const group of all(".hp-group", block)) group.hidden = !group.querySelector(".hp-pub:not([hidden])");
  status.textContent = tests[0] ?
   words.shown.replace("{number}", shown.size).replace("{total}", new Set(texts).size) : "";
 };
 const changed = () => {
  show();
  timer ||= setTimeout(() => { // Safari: 100 in 30 s at most.
   timer = 0;
   const url = new URL(location);
   url.hash = "";
   for (const [name, { value }] of fields)
    value ? url.searchParams.set(name, value) : url.searchParams.delete(name);
   history.replaceState(null, "", url);
  }, 200);
 };

 for (const name of block.dataset.hpSearch.split(" ")) {
  let field = make("input", { type: "search" });
  let test = (text) => {
   const wanted = fold(text).split(/\s+/);
   return (item, at) => wanted.every((word) => texts[at].includes(word));
  };
  if (name !== "q") {
   const values = (item) => item.dataset[name]?.split(name === "keyword" ? "|" : "\n") ?? [];
   const found = [...new Set(items.flatMap(values))]
    .sort((a, b) => name === "year" ? b - a : a.localeCompare(b));
   if (!found[1]) continue;
   field = make("select");
   field.append(new Option(words.all, ""), ...found.map((value) => new Option(value)));
   test = (value) => (item) => values(item).includes(value);
  }
  bar.append(make("label", { textContent: words[name] }));
  bar.lastChild.append(field);
  fields.push([number ? name + (number + 1) : name, field, test]);
 }
 bar.append(status);
 bar.addEventListener("focusin", prepare);
 bar.oninput = changed;
 bar.onkeydown = ({ key, target }) => {
  if (key !== "Escape" || !target.select) return;
  target.value = "";
  changed();
 };
 block.firstChild.replaceWith(bar);
 return (state) => {
  for (const [name, field] of fields) {
   field.value = state.get(name);
   field.value ||= "";
  }
  show();
 };
});

const read = () => readers.forEach((reader) => reader(new URLSearchParams(location.search)));
const reveal = () => {
 const target = all(":target")[0];
 if (!target?.closest(".hp-publications [hidden]")) return;
 history.replaceState(null, "", location.pathname + location.hash);
 read();
 target.scrollIntoView();
};
read();
addEventListener("popstate", read);
addEventListener("hashchange", reveal);
addEventListener("load", reveal);

const offerCopy = () => all(".hp-bibtex[open]:not(:has(button))").forEach((box) => {
 const code = all("code", box)[0];
 const said = make("output");
 const onclick = async () => {
  try {
   await navigator.clipboard.writeText(code.textContent);
   said.textContent = words.copied;
  } catch {
   getSelection().selectAllChildren(code);
  }
 };
 code.after(make("button", { type: "button", textContent: words.copy, onclick }), said);
});
offerCopy(); // One that is open already.
document.addEventListener("toggle", offerCopy, true);
}
