// @ts-check
/** Hovering or focusing a mark shows what belongs to the same claims, in the text and beside it. */

import { element } from "./page.js";

const text = element("text");
const list = /** @type {HTMLElement | null} */ (document.querySelector(".claims"));
const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-claim]")]);

/**
 * Show what belongs to some claims; nothing for none.
 * @param {string[]} claims
 */
function show(claims) {
  text.classList.toggle("faded", claims.length > 0);
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll(".mark"))) {
    const own = mark.dataset.claims?.split(" ") ?? [];
    mark.classList.toggle("near", own.some((claim) => claims.includes(claim)));
  }
  for (const card of cards) card.classList.toggle("near", claims.includes(card.dataset.claim ?? ""));
}

/**
 * Bring the first of some claims into sight within their column, where that scrolls by itself; the page stays.
 * @param {string[]} claims
 */
function bring(claims) {
  const card = cards.find((one) => claims.includes(one.dataset.claim ?? ""));
  if (!card || !list || list.scrollHeight <= list.clientHeight) return;
  const place = card.getBoundingClientRect(), frame = list.getBoundingClientRect();
  if (place.top < frame.top || place.bottom > frame.bottom) list.scrollTop += place.top - frame.top;
}

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    if (!(event.target instanceof Element)) return;
    const mark = /** @type {HTMLElement | null} */ (event.target.closest("#text .mark"));
    const card = /** @type {HTMLElement | null} */ (event.target.closest("[data-claim]"));
    const claims = mark?.dataset.claims?.split(" ") ?? (card?.dataset.claim ? [card.dataset.claim] : []);
    show(claims);
    if (mark) bring(claims);
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") show([]);
});
