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
 * @param {boolean} [keep] do not make an entry of the browser's history
 * @returns {Promise<void>}
 */
async function go(query, keep = false) {
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
    if (!next) {
      // What is wrong with the question stands on a page of its own.
      location.assign(`/?${query}`);
      return;
    }
    if (!keep) history.pushState(null, "", query ? `/?${query}` : "/");
    shown.replaceWith(next);
    const fields = page.getElementById("filters");
    if (fields && !form.contains(document.activeElement)) form.replaceChildren(...fields.childNodes);
    follow();
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) location.assign(`/?${query}`);
  }
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
  void go(asked());
});
form.addEventListener("change", () => void go(asked()));
form.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLInputElement) || event.target.type !== "search") return;
  clearTimeout(timer);
  timer = window.setTimeout(() => void go(asked()), PAUSE);
});
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("#timeline a, .pages a, .chip, #filters a");
  const address = link?.getAttribute("href");
  if (!address) return;
  event.preventDefault();
  void go(address.replace(/^\/\??/, ""));
});
window.addEventListener("popstate", () => void go(location.search.slice(1), true));
void map.show(element("shown").dataset.query ?? "");
follow();
