// What the preview adds to each page that it serves: it loads a page again that is no longer the same, shows what has to
// be mended in a bar over it, and hints in a line above it. No built file knows of it.

const OWN = "/.preview/";
const HERE = location.pathname;
const SHOWN = "digest-preview-reloaded"; // for which state this address was last loaded again
const DISMISSED = "digest-preview-dismissed"; // the problems of which state a reader has put away

// Path → the mark of what is shown: the server sends it with each file, and a browser keeps it beside when it came.
const marks = new Map([[HERE, undefined]]);

// A browser may refuse to keep anything.
function kept(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Then a page may be loaded once more than it must.
  }
}

// Style, scripts, pictures and data. What search has read is no part of the page: another index is no reason to load it again.
function collect() {
  note(HERE, performance.getEntriesByType("navigation")[0]);
  for (const entry of performance.getEntriesByType("resource")) {
    const { origin, pathname } = new URL(entry.name);
    if (origin !== location.origin || pathname.startsWith(OWN) || pathname.startsWith("/search/")) continue;
    note(pathname, entry);
  }
}

function note(path, entry) {
  const mark = entry?.serverTiming?.find(({ name }) => name === "digest")?.description;
  if (mark || !marks.has(path)) marks.set(path, mark);
}

// The paths whose answer would be another by now. Where a browser tells no marks, what they are at first is what is shown.
async function changes() {
  collect();
  const answer = await fetch(`${OWN}marks`, { method: "POST", body: JSON.stringify([...marks.keys()]) });
  if (!answer.ok) return [];
  const changed = [];
  for (const [path, mark] of Object.entries(await answer.json())) {
    if (marks.get(path) === undefined) marks.set(path, mark);
    else if (marks.get(path) !== mark) changed.push([path, mark]);
  }
  return changed;
}

function stylesheets(path) {
  return [...document.querySelectorAll("link[rel~=stylesheet]")].filter(({ href }) => new URL(href).pathname === path);
}

// Changed style takes the place of what was there, once it has come.
function restyle(path, mark) {
  const before = stylesheets(path);
  const link = before[0].cloneNode();
  const address = new URL(link.href);
  address.searchParams.set("preview", mark);
  link.href = address;
  marks.set(path, mark);
  const done = () => before.forEach((old) => old.remove());
  link.addEventListener("load", done);
  link.addEventListener("error", done);
  before.at(-1).after(link);
}

let looking = Promise.resolve();

// A page that nobody sees waits until somebody does.
function look(state) {
  looking = looking.then(() => renew(state)).catch(() => {}); // a server that is not there tells when it is back
}

async function renew(state) {
  const changed = await changes();
  if (!changed.length) return;
  if (changed.every(([path]) => stylesheets(path).length)) {
    for (const [path, mark] of changed) restyle(path, mark);
  } else if (document.hidden) {
    document.addEventListener("visibilitychange", () => look(state), { once: true });
  } else if (kept(SHOWN) !== `${state} ${HERE}`) {
    keep(SHOWN, `${state} ${HERE}`); // once for each state: a page can never go in circles
    location.reload();
  }
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const host = element("div");
host.style.position = "fixed"; // it takes no room of the page, whether its style has come or not
const root = host.attachShadow({ mode: "open" });
const style = element("link", { rel: "stylesheet", href: `${OWN}preview.css` });
const styled = new Promise((resolve) => {
  style.addEventListener("load", resolve);
  style.addEventListener("error", resolve);
});
root.append(style);
let showing;

function hide() {
  showing = undefined;
  root.replaceChildren(style);
}

function dismiss() {
  keep(DISMISSED, showing);
  hide();
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || !showing) return;
  event.preventDefault();
  dismiss();
}

function listed(found) {
  const list = element("ul");
  for (const { place, message } of found) {
    list.append(element("li", {}, element("code", {}, place), ` ${message}`));
  }
  return list;
}

// All problems, in a bar of their own style above the last good page.
async function tell(state, problems) {
  if (!problems.length || document.documentElement.dataset.preview || kept(DISMISSED) === state) {
    hide();
    return;
  }
  showing = state;
  if (!host.isConnected) document.body.prepend(host);
  await styled;
  if (showing !== state) return;
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"} to mend`;
  const list = listed(problems);
  const said = element("div", { role: "alert" });
  const button = element("button", { type: "button" }, "Dismiss (Esc)");
  button.addEventListener("click", dismiss);
  root.replaceChildren(style, element("section", { class: "bar", tabindex: 0, "aria-label": "Preview" }, said, button));
  // Filled once it stands there, as what reads pages aloud speaks of what changes.
  said.append(element("p", {}, element("strong", {}, count), ". Until then this is the last good page."), list);
}

const hintsHost = element("div");
hintsHost.style.display = "block";
const hintsRoot = hintsHost.attachShadow({ mode: "open" });

// Hints lie above the page, in a line to be opened: they are in nobody's way, and what was open stays open.
function hint(hints) {
  if (!hints.length || document.documentElement.dataset.preview) {
    hintsHost.remove();
    return;
  }
  const open = hintsRoot.querySelector("details")?.open;
  const count = `${hints.length} ${hints.length === 1 ? "hint" : "hints"}`;
  const told = element("details", {}, element("summary", {}, count), listed(hints));
  told.open = Boolean(open);
  hintsRoot.replaceChildren(style.cloneNode(), element("section", { class: "hints", "aria-label": "Hints" }, told));
  if (!hintsHost.isConnected) document.body.prepend(hintsHost);
}

let current;

function receive(data) {
  if (data === current) return;
  current = data;
  const { state, problems, hints } = JSON.parse(data);
  tell(state, problems);
  hint(hints);
  look(state);
}

// Without a worker that tabs share, only one that is seen holds a connection.
async function listenAlone() {
  const { listen } = await import("./preview_events.js");
  let end;
  const follow = () => {
    end?.();
    end = document.hidden ? undefined : listen(receive);
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

function listenTogether() {
  const { port } = new SharedWorker(`${OWN}preview_worker.js`, { type: "module", name: "digest preview" });
  port.onmessage = ({ data }) => receive(data);
  addEventListener("pagehide", () => port.postMessage("gone"));
}

performance.setResourceTimingBufferSize(10_000);
document.addEventListener("keydown", escape);
addEventListener("load", () => current && look(JSON.parse(current).state)); // what came late is looked at, too
const start = globalThis.SharedWorker ? listenTogether : listenAlone;
addEventListener("pageshow", ({ persisted }) => persisted && start()); // back from where a browser keeps pages
start();
