// Hovering over a point of a chart, or reaching it with the keyboard, shows its name in a small box beside it.
// The box is hidden from screen readers, which read the same name from the link itself.

const EDGE = 8; // pixels kept free at the sides of the window, and between the box and its point
const LINGER = 250; // milliseconds in which the pointer may cross from a point to its box

const box = document.createElement("div");
box.className = "point-name";
box.setAttribute("aria-hidden", "true");
box.hidden = true;

let named = null; // the link whose name is shown
let timer = 0;

// The point inside a link, without the words that may stand beside it.
const pointOf = (link) => (link.querySelector("path") ?? link).getBoundingClientRect();

// Above its point, or below it where the window ends, and never past the sides of the window.
function place() {
  const point = pointOf(named);
  const region = named.closest(".scroll").getBoundingClientRect();
  const middle = (point.left + point.right) / 2;
  box.hidden = middle < region.left || middle > region.right; // scrolled away inside its chart
  if (box.hidden) return;
  const figure = box.parentElement.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const rightmost = document.documentElement.clientWidth - EDGE - width;
  const above = point.top - EDGE - height;
  box.style.left = `${Math.max(EDGE, Math.min(middle - width / 2, rightmost)) - figure.left}px`;
  box.style.top = `${(above >= EDGE ? above : point.bottom + EDGE) - figure.top}px`;
}

// One line for each link; the box stands at the first.
function show(links) {
  clearTimeout(timer);
  named = links[0];
  box.replaceChildren(
    ...links.map((link) => {
      const line = document.createElement("p");
      line.textContent = link.getAttribute("aria-label");
      return line;
    }),
  );
  named.closest("figure").append(box);
  place();
}

function hide() {
  clearTimeout(timer);
  box.hidden = true;
  named = null;
}

const linkAt = (target) => target.closest?.("svg.chart a[aria-label]");

// Points that lie on top of each other are all named.
const linksUnder = (event) => [
  ...new Set(document.elementsFromPoint(event.clientX, event.clientY).map(linkAt).filter(Boolean)),
];

if (document.querySelector("svg.chart")) {
  // Where no script runs, these names are what a browser shows by itself; two at once would be one too many.
  for (const title of document.querySelectorAll("svg.chart a[aria-label] title")) title.remove();

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return; // a tap follows the link
    if (box.contains(event.target)) return clearTimeout(timer);
    const links = linkAt(event.target) ? linksUnder(event) : [];
    if (links.length) show(links);
  });
  document.addEventListener("pointerout", (event) => {
    if (!named || !(linkAt(event.target) || box.contains(event.target))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const focused = linkAt(document.activeElement);
      if (focused?.matches(":focus-visible")) show([focused]);
      else hide();
    }, LINGER);
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link?.matches(":focus-visible")) show([link]);
  });
  document.addEventListener("focusout", (event) => {
    if (named && linkAt(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && named) hide();
  });
  document.addEventListener("scroll", () => named && place(), { capture: true, passive: true });
  window.addEventListener("resize", () => named && place());
}
