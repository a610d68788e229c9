// Any models side by side: /compare/?models=a,b reads the models' own pages and lays their facts and scores out in
// columns, as the macro side_by_side (templates/macros.html) does for the pairs that are made beforehand.

import { element } from "./dom.js";
import { counted, slips, spoken } from "./text.js";

const MOST = 6;

const form = document.getElementById("chooser");
const select = document.getElementById("add");
const heading = document.getElementById("beside");
const status = document.getElementById("beside-status");
const tables = document.getElementById("beside-tables");
const fromTable = document.getElementById("from-table");
const factOrder = form.dataset.facts.split(",");
const names = new Map([...select.options].slice(1).map((option) => [option.value, option.textContent]));
const usualTitle = document.title;
const usualHeading = heading.textContent;

const pageOf = (slug) => new URL(`${slug}/`, new URL(form.dataset.models, location.href)).href;
const linkTo = (slug) => element("a", { href: pageOf(slug) }, names.get(slug));
const addressOf = (slugs) => location.pathname + (slugs.length ? `?models=${slugs.map(encodeURIComponent).join()}` : "");

// The models whose slug or name is nearest to `word`, at most three, and none that is nothing like it.
function nearest(word) {
  const most = Math.max(2, Math.floor(word.length / 2));
  const far = (slug) => Math.min(slips(word, slug, most), slips(word, names.get(slug).toLowerCase(), most));
  return [...names.keys()]
    .map((slug) => [far(slug), slug])
    .filter(([count]) => count <= most)
    .sort(([a], [b]) => a - b)
    .slice(0, 3)
    .map(([, slug]) => slug);
}

// The models that the address names, and a paragraph for each word of it that names none.
function readAddress() {
  const words = (new URLSearchParams(location.search).get("models") ?? "").split(",").map((word) => word.trim().toLowerCase());
  const asked = [...new Set(words.filter(Boolean))];
  const slugs = asked.filter((word) => names.has(word));
  const said = asked.filter((word) => !names.has(word)).map((word) => {
    const paragraph = element("p", {}, `There is no model “${word}”.`);
    nearest(word).forEach((slug, index) => {
      const href = addressOf([...new Set(asked.map((other) => other === word ? slug : other))]);
      paragraph.append(index ? ", " : " Near it: ", element("a", { href }, names.get(slug)));
    });
    return paragraph;
  });
  if (slugs.length > MOST) {
    const left = spoken(slugs.slice(MOST).map((slug) => names.get(slug)));
    said.push(element("p", {}, `Six models are the most that fit side by side; left out: ${left}.`));
  }
  return [slugs.slice(0, MOST), said];
}

const pages = new Map(); // slug → the promise of what its page says

function read(slug) {
  if (!pages.has(slug)) {
    const reading = fetchModel(slug);
    reading.catch(() => pages.delete(slug)); // so that it can be tried again
    pages.set(slug, reading);
  }
  return pages.get(slug);
}

async function fetchModel(slug) {
  const response = await fetch(pageOf(slug), { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const facts = new Map([...page.querySelectorAll("table.facts tr[data-fact]")].map((row) => [
    row.dataset.fact,
    { head: row.cells[0], values: [...row.querySelectorAll(".fact")].map((fact) => withSource(fact, page)) },
  ]));
  if (!facts.size && !page.querySelector("table.facts")) throw new Error("its page has no facts");
  const scores = new Map();
  for (const row of page.querySelectorAll("tr[data-benchmark]")) {
    const { benchmark } = row.dataset;
    if (!scores.has(benchmark)) {
      const link = row.cells[0].querySelector("a");
      const href = new URL(link.getAttribute("href"), pageOf(slug)).href;
      scores.set(benchmark, { head: element("th", {}, element("a", { href }, link.textContent)), values: [] });
    }
    scores.get(benchmark).values.push(withSource(scoreOf(row), page));
  }
  return { slug, facts, scores };
}

// A row of a model's table of scores as the macro `fact` would have it.
function scoreOf(row) {
  const value = row.cells[1].querySelector("a");
  const words = [row.cells[0].querySelector("small"), row.cells[2], row.cells[3], row.cells[1].querySelector("small")];
  const note = words.map((part) => part?.textContent.trim()).filter(Boolean).join("; ");
  const from = element("span", { class: "from" }, element("a", { href: value.getAttribute("href") }));
  return element("div", { class: "fact" }, element("span", { class: "given" }, value.textContent, " ", element("small", {}, note)), " ", from);
}

// A copy of a fact that leads to the source itself, whose number on the model's page means nothing here.
function withSource(fact, page) {
  const copy = document.importNode(fact, true);
  const link = copy.querySelector(".from a");
  if (link) {
    const listed = page.getElementById(link.getAttribute("href").slice(1));
    const source = listed.querySelector("a");
    link.href = source.getAttribute("href");
    link.textContent = source.textContent;
    const checked = listed.querySelector(".checked");
    if (checked) link.parentNode.append(" ", document.importNode(checked, true));
  }
  return copy;
}

const notChecked = () => element("div", { class: "fact" },
  element("span", { class: "given" }, element("span", { class: "blank" }, "not checked")));

// What a cell says, whatever the order of its values and their commas: as `_said` in digest/display/pair_pages.py.
const ALIKE = new Map([["true", "yes"], ["false", "no"]]);
const NUMBER = /(\d[\d,]*(?:\.\d+)?)([KMBT](?![a-z]))?/g;
const MAGNITUDES = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 };

// However a number is written, 1B, 1.0B or 1,000,000,000, as one text.
const asNumber = (_, digits, magnitude) => String(Number((Number(digits.replaceAll(",", "")) * (MAGNITUDES[magnitude] ?? 1)).toPrecision(15)));

function saidBy(values) {
  const texts = values.map((value) => value.querySelector(".given").firstChild.textContent.trim());
  const plain = texts.map((text) => (ALIKE.get(text) ?? text.replace(NUMBER, asNumber)).toLowerCase());
  return [...new Set(plain)].sort().join("\n");
}

// One row: its head, a cell of values per model, and whether all say the same or two that are known do not.
function rowOf(models, kind, key) {
  const found = models.map((model) => model[kind].get(key));
  const cells = found.map((entry) => entry ? entry.values : [notChecked()]);
  const said = new Set(cells.map(saidBy));
  const known = [...said].filter((text) => text !== "not checked" && text !== "not disclosed");
  const { head } = found.find(Boolean);
  return { head, cells, same: said.size === 1, differs: known.length > 1 };
}

function factRows(models) {
  const keys = factOrder.filter((key) => models.some((model) => model.facts.has(key)));
  return keys.map((key) => rowOf(models, "facts", key));
}

function scoreRows(models) {
  const keys = new Set(models.flatMap((model) => [...model.scores.keys()]));
  return [...keys]
    .filter((key) => models.filter((model) => model.scores.has(key)).length > 1)
    .map((key) => ({ ...rowOf(models, "scores", key), differs: false }))
    .sort((a, b) => a.head.textContent.localeCompare(b.head.textContent, "en"));
}

function tableOf(ident, caption, models, rows, slugs) {
  const columns = models.map(({ slug }) => {
    const head = element("th", { scope: "col" }, linkTo(slug));
    if (slugs) head.append(" ", removeButton(slug, slugs));
    return head;
  });
  const lines = rows.map((row) => {
    const name = document.importNode(row.head.firstChild, true);
    name.textContent = name.textContent.trim();
    const head = element("th", { scope: "row" }, name);
    if (row.differs) head.append(element("span", { class: "unequal" }, element("span", { class: "sr" }, " (differs)")));
    const help = row.head.querySelector("small");
    if (help) head.append(" ", document.importNode(help, true));
    return element("tr", row.differs ? { class: "differs" } : {}, head, ...row.cells.map((values) => element("td", {}, ...values)));
  });
  return element("div", { class: "scroll tall wide", role: "region", "aria-labelledby": ident, tabindex: "0" },
    element("table", { class: "data side-by-side sourced" },
      element("caption", { id: ident }, caption),
      element("thead", {}, element("tr", {}, element("td"), ...columns)),
      element("tbody", {}, ...lines)));
}

function removeButton(slug, slugs) {
  const button = element("button", { type: "button", class: "remove", "aria-label": `Remove ${names.get(slug)}` }, "Remove");
  button.addEventListener("click", () => {
    heading.focus(); // the button goes
    go(slugs.filter((other) => other !== slug));
  });
  return button;
}

function failure(slug, error) {
  const again = element("button", { type: "button" }, "Try again");
  again.addEventListener("click", () => {
    heading.focus();
    show();
  });
  return element("p", { class: "failed" }, `${names.get(slug)} could not be read: ${error.message}. See `, linkTo(slug), " on its own page. ", again);
}

let latest = 0; // what was asked for last is what is shown, however late the answers come
let shown = null; // the part of the address that is shown

async function show() {
  const turn = ++latest;
  shown = location.search;
  const [slugs, said] = readAddress();
  for (const option of select.options) option.disabled = slugs.includes(option.value);
  fromTable.href = form.dataset.models + (slugs.length ? `?models=${slugs.join()}` : "");
  const both = slugs.length > 1;
  heading.textContent = both ? `${spoken(slugs.map((slug) => names.get(slug)))}, side by side` : usualHeading;
  document.title = both ? `${heading.textContent} · ${usualTitle.split(" · ").at(-1)}` : usualTitle;
  if (!both) {
    tables.removeAttribute("aria-busy");
    if (slugs.length) said.push(element("p", {}, linkTo(slugs[0]), " is picked: add another to set it beside. ", removeButton(slugs[0], slugs)));
    tables.replaceChildren();
    status.replaceChildren(...said);
    return;
  }
  status.replaceChildren(element("p", {}, `Reading ${slugs.length} models…`), ...said);
  tables.setAttribute("aria-busy", "true");
  const answers = await Promise.allSettled(slugs.map(read));
  if (turn !== latest) return;
  tables.removeAttribute("aria-busy");
  const models = answers.filter((result) => result.status === "fulfilled").map((result) => result.value);
  answers.forEach((result, index) => {
    if (result.status === "rejected") said.push(failure(slugs[index], result.reason));
  });
  if (models.length < 2) {
    tables.replaceChildren();
    status.replaceChildren(...said);
    return;
  }
  const rows = factRows(models);
  const [differing, alike, scores] = [rows.filter((row) => !row.same), rows.filter((row) => row.same), scoreRows(models)];
  const same = `${counted(alike.length, "fact")} ${alike.length === 1 ? "is" : "are"} the same`;
  const count = rows.filter((row) => row.differs).length;
  tables.replaceChildren(tableOf("picked-differing", "Facts that differ, or are not known of all", models, differing, slugs));
  if (alike.length) {
    tables.append(element("details", {}, element("summary", {}, same), tableOf("picked-alike", "Facts that are the same", models, alike)));
  }
  tables.append(element("h3", {}, "Scores"));
  if (scores.length) {
    tables.append(
      element("p", {}, "Reporters measure differently; every score names its reporter, and nothing is averaged."),
      tableOf("picked-scores", "Benchmarks with published scores of at least two", models, scores));
  } else {
    tables.append(element("p", {}, "No benchmark has published scores of two of these models."));
  }
  const compared = spoken(models.map((model) => names.get(model.slug)));
  status.replaceChildren(element("p", {}, `${compared}: ${counted(count, "fact")} ${count === 1 ? "differs" : "differ"}, ${same}.`), ...said);
}

// Shows other models, as a step that Back undoes.
function go(slugs) {
  history.pushState(null, "", addressOf(slugs));
  show();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const [slugs] = readAddress();
  if (!select.value) {
    status.replaceChildren(element("p", {}, "Choose a model to add."));
    select.focus();
  } else if (slugs.length === MOST) {
    status.replaceChildren(element("p", {}, "Six models are the most that fit side by side: remove one first."));
  } else {
    go([...slugs, select.value]);
    select.value = "";
  }
});
addEventListener("popstate", () => {
  if (location.search !== shown) show(); // a jump within the page changes nothing
});
document.getElementById("no-script").remove();
form.hidden = false;
show();
