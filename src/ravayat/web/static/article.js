// @ts-check
/** Hovering or focusing a mark shows what belongs to the same claims, in the text and beside it. */

import { element } from "./page.js";

const text = element("text");
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

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    if (!(event.target instanceof Element)) return;
    const mark = /** @type {HTMLElement | null} */ (event.target.closest("#text .mark"));
    const card = /** @type {HTMLElement | null} */ (event.target.closest("[data-claim]"));
    show(mark?.dataset.claims?.split(" ") ?? (card?.dataset.claim ? [card.dataset.claim] : []));
  });
}
