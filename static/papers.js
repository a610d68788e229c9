// The list of papers, narrowed down by topic, month and model at once; the choice is part of the address.

import { counted } from "./text.js";

const form = document.getElementById("filters");
const selects = [...form.querySelectorAll("select")];
const status = form.querySelector("[role=status]");
const items = [...document.querySelectorAll(".cards > li")].map((element) => ({
  element,
  address: element.querySelector("a").href,
  keys: Object.fromEntries(selects.map(({ name }) => [name, element.dataset[name].split(" ")])),
}));
let shown = location.search;
const sorts = [...document.querySelectorAll(".sorts a")].map((link) => ({ link, href: link.href }));

const fits = (item, but) => selects.every((select) => select === but || !select.value || item.keys[select.name].includes(select.value));
// One paper may stand under several headings.
const papers = (found) => new Set(found.map(({ address }) => address)).size;

function apply(unknown = []) {
  for (const item of items) item.element.hidden = !fits(item);
  for (const group of document.querySelectorAll("section.group")) {
    const shown = group.querySelectorAll(".cards > li:not([hidden])").length;
    group.hidden = !shown;
    const count = group.querySelector("h2 .count");
    if (count) count.textContent = shown;
  }
  for (const select of selects) {
    const others = items.filter((item) => fits(item, select));
    for (const option of select.options) {
      if (!option.value) continue;
      const count = papers(others.filter((item) => item.keys[select.name].includes(option.value)));
      option.textContent = `${option.dataset.title} (${count})`;
      option.disabled = !count && !option.selected;
    }
  }
  const chosen = selects.some((select) => select.value);
  const left = papers(items.filter((item) => !item.element.hidden));
  const missing = unknown.map(([name, value]) => `There is no ${name} “${value}”. `).join("");
  status.textContent = chosen || missing ? `${missing}${left} of ${counted(papers(items), form.dataset.one, form.dataset.many)}.` : "";
  for (const { link, href } of sorts) link.href = href + query();
}

function query() {
  const chosen = new URLSearchParams(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
  return String(chosen) && `?${chosen}`;
}

// What the address asks for, and what of it there is not.
function restore() {
  const asked = new URLSearchParams(location.search);
  const unknown = [];
  for (const select of selects) {
    const value = asked.get(select.name) ?? "";
    select.value = value;
    if (select.selectedIndex < 0) {
      unknown.push([select.name, value]);
      select.value = "";
    }
  }
  shown = location.search;
  apply(unknown);
}

function changed() {
  if (query() !== shown) history.pushState(null, "", location.pathname + query());
  shown = query();
  apply();
}

form.addEventListener("change", changed);
form.addEventListener("reset", () => setTimeout(changed));
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", () => { if (location.search !== shown) restore(); }); // not for a jump within the page
form.hidden = false;
restore();
