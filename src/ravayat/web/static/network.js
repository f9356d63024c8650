// @ts-check
/** Who quotes whom: whoever is pointed at or focused stands out with those they are tied to. */

import "./page.js";

for (const drawing of document.querySelectorAll("svg.network")) {
  const ribbons = /** @type {SVGElement[]} */ ([...drawing.querySelectorAll(".ribbon")]);
  const nodes = /** @type {SVGElement[]} */ ([...drawing.querySelectorAll("[data-node]")]);

  /** @param {string | null} number of a node; null for none */
  const choose = (number) => {
    drawing.classList.toggle("choosing", number !== null);
    const near = new Set([number]);
    for (const ribbon of ribbons) {
      const { by, of } = ribbon.dataset;
      const tied = number !== null && (by === number || of === number);
      ribbon.classList.toggle("chosen", tied);
      if (tied) near.add(by ?? "").add(of ?? "");
    }
    for (const node of nodes) node.classList.toggle("chosen", number !== null && near.has(node.dataset.node ?? ""));
  };

  for (const node of nodes) {
    const number = node.dataset.node ?? null;
    node.addEventListener("pointerenter", () => choose(number));
    node.addEventListener("pointerleave", () => choose(null));
    node.addEventListener("focus", () => choose(number));
    node.addEventListener("blur", () => choose(null));
  }
}
