// @ts-check
/** Filters, timeline, map and list: whatever is chosen in one, all show the same events, and the address says which. */

import { element } from "./page.js";
import { EventMap } from "./map.js";
import { brush } from "./timeline.js";

/** Milliseconds that typing may pause before the list follows. */
const PAUSE = 250;

const form = /** @type {HTMLFormElement} */ (element("filters"));
const map = new EventMap(element("map"), (query) => go(query));
const filtering = /** @type {HTMLDetailsElement} */ (element("filtering"));
// On a telephone the events come first; how many conditions hold stands on the closed box.
if (matchMedia("(max-width: 54rem)").matches) filtering.open = false;
/** @type {AbortController | null} */
let running = null;
let timer = 0;

/**
 * The conditions of the form as a query, without those left empty.
 * @returns {string}
 */
function asked() {
  const told = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() && !(name === "sort" && value === "-time")) told.append(name, value);
  }
  return told.toString();
}

/**
 * Show the events of a query.
 * @param {string} query
 * @param {{ keep?: boolean, typed?: boolean, top?: boolean }} [how] keep: make no entry of the browser's history; typed:
 *   the form asks, so that its fields are right as they are; top: go to the first of the events
 * @returns {Promise<void>}
 */
async function go(query, { keep = false, typed = false, top = false } = {}) {
  running?.abort();
  running = new AbortController();
  const shown = element("shown");
  shown.classList.add("waiting");
  // The map need not wait for the page that comes at the same time.
  void map.show(query);
  try {
    const answer = await fetch(`/?${query}`, { signal: running.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("shown");
    const trouble = page.querySelector(".empty[role=alert]");
    if (!next && trouble) {
      // What is wrong with the question stands above the events of the one before: nothing that was typed is lost.
      tell(trouble.querySelectorAll("p:not(:has(.button))"));
      shown.classList.remove("waiting");
      map.named(shown.dataset.query ?? "");
      return;
    }
    if (!next) {
      location.assign(`/?${query}`);
      return;
    }
    tell([]);
    if (!keep) history.pushState(null, "", query ? `/?${query}` : "/");
    const lost = top || shown.contains(document.activeElement);
    shown.replaceWith(next);
    if (!(typed && form.contains(document.activeElement))) fill(page);
    filtering.querySelector("summary")?.replaceChildren(...(page.querySelector("#filtering summary")?.childNodes ?? []));
    // Whoever went on by key stays with the events.
    if (lost) document.querySelector(".found")?.focus({ preventScroll: true });
    if (top) document.querySelector(".found")?.scrollIntoView({ block: "start", behavior: "instant" });
    follow();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) location.assign(`/?${query}`);
  }
}

/**
 * Let the form show what was asked; whoever is in it stays where they are.
 * @param {Document} page
 */
function fill(page) {
  const fields = page.getElementById("filters");
  if (!fields) return;
  const at = form.contains(document.activeElement) ? document.activeElement : null;
  form.replaceChildren(...fields.childNodes);
  if (!at) return;
  const same = at.getAttribute("name") ? form.elements.namedItem(at.getAttribute("name") ?? "") : form.querySelector(at.matches("a") ? "a" : "button");
  if (same instanceof HTMLElement) same.focus();
}

/**
 * Tell what is wrong with a question, or nothing.
 * @param {Iterable<Element>} lines
 */
function tell(lines) {
  const box = element("trouble");
  box.replaceChildren(...lines);
  box.hidden = !box.childNodes.length;
}

/** Let timeline and map follow what is shown. */
function follow() {
  const query = element("shown").dataset.query ?? "";
  map.named(query);
  brush(document.getElementById("timeline"), (since, until) => {
    const told = new URLSearchParams(query);
    told.set("since", since);
    told.set("until", until);
    void go(told.toString());
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void go(asked(), { typed: true });
});
form.addEventListener("change", () => void go(asked(), { typed: true }));
form.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLInputElement) || event.target.type !== "search") return;
  clearTimeout(timer);
  timer = window.setTimeout(() => void go(asked(), { typed: true }), PAUSE);
});
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("#timeline a, .pages a, .undated a, .chip, #filters a");
  const address = link?.getAttribute("href");
  if (!address) return;
  event.preventDefault();
  void go(address.replace(/^\/\??/, ""), { top: Boolean(link?.matches(".pages a")) });
});
window.addEventListener("popstate", () => void go(location.search.slice(1), { keep: true }));
void map.show(element("shown").dataset.query ?? "");
follow();
