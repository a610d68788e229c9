// Search as a reader sees it: results while typing, by kind, in a panel under the box or on the page of search itself.

import { element } from "./dom.js";
import { Changed, entry, forget, open, quotable, search, showable } from "./search.js";
import { joined, placed, stem, tokens, wholeNames } from "./words.js";

const PAUSE = 120; // milliseconds without a key before the query is looked up
export const SHOWN = { panel: { all: 8, each: 3, quoted: 2 }, page: { all: 12, each: 4, quoted: 6 } };
const EXCERPT = 200; // characters
const ANSWERS = 2; // facts to a result

// `text` with the words that the query found marked.
function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (const { from, to } of matches(text, marks)) {
    parts.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
    at = to;
  }
  return [...parts, text.slice(at)];
}

const stands = (word, { words, start }) => words.has(word) || words.has(stem(word)) || (start && word.startsWith(start));
const isMarked = (word, marks) => marks.some((mark) => stands(word, mark));

// The words of a text that the query found, also where two are asked for as one: the “fine-tuning” of “finetuning”.
function matches(text, marks) {
  const found = placed(text), both = new Set();
  for (const [i, { from, word }] of found.slice(1).entries()) {
    if (from - found[i].to < 2 && marks.some(({ words }) => words.has(stem(found[i].word + word)))) both.add(found[i]).add(found[i + 1]);
  }
  return found.filter((one) => both.has(one) || isMarked(one.word, marks));
}

const holds = (text, marks) => matches(text, marks).length > 0;

// How many of the words that were asked for stand in `text`.
function covered(text, marks) {
  const found = placed(text);
  return marks.filter((mark) => found.some(({ word }) => stands(word, mark))).length;
}

// The stretch of `text` in which most of the words stand.
function excerpt(text, marks) {
  const hits = matches(text, marks);
  if (!hits.length) return "";
  let best = hits[0].from, most = 0;
  for (const { from } of hits) {
    const inside = new Set(hits.filter((hit) => hit.from >= from && hit.to <= from + EXCERPT - 60).map((hit) => stem(hit.word)));
    if (inside.size > most) [best, most] = [from, inside.size];
  }
  const low = Math.max(0, text.indexOf(" ", Math.max(0, best - 60)) + 1), high = text.indexOf(" ", low + EXCERPT);
  const start = best - 60 <= 0 ? 0 : Math.min(low, best);
  return (start ? "… " : "") + (high < 0 ? text.slice(start) : text.slice(start, high) + " …");
}

// The facts that a query asks for: those in which most of the words stand that do not name the entry itself.
function answers({ title, names, facts }, marks) {
  const own = new Set([title, ...names].flatMap((name) => [...tokens(name).map(stem), ...joined(name), ...wholeNames(name)]));
  const asked = marks.filter(({ words }) => ![...words].some((word) => own.has(word)));
  const counted = facts.map(([heading, value, others]) => ({ heading, value, count: covered(`${heading} ${value} ${others}`, asked) }));
  const most = Math.max(1, ...counted.map(({ count }) => count));
  return counted.filter(({ count }) => count === most).slice(0, ANSWERS);
}

const answer = ({ heading, value }, marks) => element("p", { class: "stated" }, ...marked(`${heading}: `, marks), element("b", {}, ...marked(value, marks)));

async function result(hit, marks, isQuoted) {
  const found = await entry(hit, isQuoted);
  const link = element("a", { href: found.href }, ...marked(found.title, marks));
  const own = new Set(tokens(found.title));
  const others = [...found.names, ...found.people, ...found.topics].filter((name) => !tokens(name).every((token) => own.has(token)));
  const other = others.filter((name) => holds(name, marks)).slice(0, 3).join(", ");
  const stated = answers(found, marks);
  const small = [found.detail, other].filter(Boolean).join(" · ");
  const head = [found.title, found.detail, ...found.names, ...found.people, ...found.topics, found.summary].join(" ");
  const enough = covered(head, marks) >= covered(`${head} ${found.text}`, marks);
  const quoted = found.summary && enough ? found.summary : excerpt(found.text, marks) || found.summary;
  const item = element("li", {}, link);
  if (small) item.append(" ", element("small", {}, ...marked(small, marks)));
  for (const fact of stated) item.append(answer(fact, marks));
  if (quoted) item.append(element("p", {}, ...marked(quoted, marks)));
  return item;
}

// Which results are shown of each kind, and whether on a page of their own, where each kind has one.
export function chosen(groups, { all, each }, onPage) {
  const found = [];
  let left = all;
  for (const group of groups) {
    const shown = Math.max(onPage ? 1 : 0, Math.min(each, left, group.hits.length));
    if (shown) found.push({ group, shown });
    left -= shown;
  }
  return found;
}

// What is shown of all that was found: of each kind as many as there is room for, and those of which the text is quoted.
export async function presented(found, onPage) {
  const limits = onPage ? SHOWN.page : SHOWN.panel;
  const groups = chosen(found.groups, limits, onPage);
  const firstOf = ({ group: { hits }, shown }) => hits.slice(0, shown);
  const best = groups.flatMap(firstOf).sort((a, b) => b.score - a.score);
  const fits = await showable(best, found);
  const fitted = groups.map((one) => {
    const out = firstOf(one).findIndex((hit) => !fits.has(hit));
    return out < 0 ? one : { ...one, shown: out };
  }).filter(({ shown }) => onPage || shown);
  const all = new Set(fitted.flatMap(firstOf));
  return { shown: fitted, quoted: await quotable(best.filter((hit) => all.has(hit)), limits.quoted, found) };
}

export function start(form) {
  const input = form.elements.q;
  const onPage = form.dataset.results ? document.getElementById(form.dataset.results) : null;
  const status = element("p", { class: "sr", role: "status" });
  const panel = onPage ?? element("div", { class: "found" });
  form.append(status);
  if (!onPage) {
    panel.hidden = true;
    form.append(panel);
  } else {
    panel.replaceChildren();
  }
  let latest = 0, timer;

  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  // Also what is still on its way is not shown any more.
  const close = () => {
    if (onPage) return;
    clearTimeout(timer);
    latest += 1;
    panel.hidden = true;
  };
  // Results that come while a reader is among those before them leave the focus where it was, as far as that is still there.
  const show = (...children) => {
    const before = links(), at = before.indexOf(document.activeElement), { href } = before[at] ?? {};
    panel.replaceChildren(...children);
    panel.hidden = false;
    if (at < 0) return;
    const now = links();
    (now.find((link) => href && link.href === href) ?? now[Math.min(at, now.length - 1)] ?? input).focus();
  };

  async function group({ title, hits }, marks, shown, quoted) {
    const list = element("ul", {}, ...(await Promise.all(hits.slice(0, shown).map((hit) => result(hit, marks, quoted.has(hit))))));
    const id = `found-${title.toLowerCase().replaceAll(" ", "-")}`;
    const count = element("span", { class: "count" }, String(hits.length));
    const heading = element(onPage ? "h2" : "p", { class: "kind", id }, `${title} `, count);
    list.setAttribute("aria-labelledby", id);
    const section = element("div", { class: "group" }, heading, list);
    if (onPage && hits.length > shown) section.append(more(title, hits, marks, shown, list));
    return section;
  }

  // A button that adds the next results of a kind, and leads to the first of them.
  function more(title, hits, marks, from, list) {
    let shown = from;
    const label = () => `Show more ${title.toLowerCase()} (${hits.length - shown} left)`;
    const button = element("button", { type: "button" }, label());
    button.addEventListener("click", async () => {
      if (button.disabled) return;
      button.disabled = true;
      const mine = latest;
      try {
        const next = await Promise.all(hits.slice(shown, shown + 10).map((hit) => result(hit, marks, true)));
        list.append(...next);
        shown += next.length;
        next[0].querySelector("a").focus();
        if (shown < hits.length) button.textContent = label();
        else button.remove();
      } catch (error) {
        if (mine === latest) error instanceof Changed ? look(true) : failed();
      }
      button.disabled = false;
    });
    return button;
  }

  const toAll = () => element("a", { href: form.dataset.az }, "All entries from A to Z");

  function failed() {
    say("Search is out of order: its index could not be loaded. All entries are listed from A to Z.");
    show(element("p", { class: "failed" }, "Search is out of order: its index could not be loaded. ", toAll()));
  }

  function nothing(query) {
    say(`Nothing found for ${query}.`);
    show(element("p", {}, `Nothing found for “${query}”. `, toAll()));
  }

  async function look(again = false) {
    const query = input.value.trim();
    const mine = ++latest;
    if (!query) {
      say("");
      if (onPage) panel.replaceChildren(); else close();
      return;
    }
    try {
      const found = await search(query);
      if (mine !== latest) return;
      if (!found.total && found.remembered && !again) { // it may have come since the files were read
        forget();
        return look(true);
      }
      if (!found.total) return nothing(query);
      const { shown, quoted } = await presented(found, Boolean(onPage));
      if (mine !== latest) return;
      const groups = shown.map((one) => group(one.group, found.marks, one.shown, quoted));
      const made = await Promise.all(groups);
      if (mine !== latest) return;
      const notes = [];
      if (found.slipped) notes.push(found.asked > 1 ? "Not every word stands anywhere as it is; these entries have ones like it." : "No entry has this word; these have one like it.");
      else if (found.some) notes.push("No entry has all of these words; these have some.");
      if (found.cut) notes.push("Many words start like this: type on for all of them.");
      const counts = found.groups.map(({ title, hits }) => `${title} ${hits.length}`).join(", ");
      say(`${notes.join(" ")} ${found.total} found. ${counts}`.trim());
      const href = `${form.action}?q=${encodeURIComponent(query)}`;
      const all = element("a", { class: "all", href }, found.total === 1 ? "The one result" : `All ${found.total.toLocaleString("en")} results`);
      show(...notes.map((text) => element("p", { class: "remark" }, text)), ...made, ...(onPage ? [] : [all]));
    } catch (error) {
      if (mine !== latest) return;
      if (error instanceof Changed && !again) look(true);
      else failed();
    }
  }

  const links = () => [...panel.querySelectorAll("a, button")].filter((stop) => stop.offsetParent);

  function keys(event) {
    if (event.key === "Escape" && !panel.hidden && !onPage) {
      input.focus(); // which opens the panel
      close();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const stops = [input, ...links()], at = stops.indexOf(document.activeElement);
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0 || !next || panel.hidden) return;
      next.focus();
      event.preventDefault();
    }
  }

  // On the page of search the query is part of the address, so that it can be shared. Back leads from one query to
  // the one before it, not from letter to letter: only the first letter after Enter makes a new step.
  const queryOf = () => new URLSearchParams(location.search).get("q") ?? "";
  let asked = queryOf(), settled = true;
  function remember() {
    const query = input.value.trim();
    if (!onPage || query === asked) return;
    const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
    history[settled && asked ? "pushState" : "replaceState"](null, "", address);
    asked = query;
    settled = false;
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { remember(); look(); }, PAUSE);
  });
  input.addEventListener("focus", () => { open().catch(() => {}); if (panel.childElementCount && input.value.trim()) panel.hidden = false; });
  form.addEventListener("keydown", keys);
  if (onPage) panel.addEventListener("keydown", keys);
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
  document.addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) close(); });
  if (onPage) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      remember();
      settled = true;
      look();
    });
    addEventListener("popstate", () => {
      if (queryOf() === asked) return; // a jump within the page
      asked = input.value = queryOf();
      settled = true;
      look();
    });
    input.value ||= asked;
    look();
    shortcut();
  } else {
    open().catch(() => {});
    if (input.value.trim()) look();
  }
}

// Whether “/” leads to the search box from every page.
function shortcut() {
  const box = document.getElementById("slash");
  try {
    localStorage.getItem("no-slash");
  } catch {
    return; // nothing can be kept here: the choice stays hidden
  }
  box.checked = !localStorage.getItem("no-slash");
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => box.checked ? localStorage.removeItem("no-slash") : localStorage.setItem("no-slash", "1"));
}
