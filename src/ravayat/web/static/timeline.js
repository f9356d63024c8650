// @ts-check
/** Choosing days by dragging over the timeline. */

import { svg } from "./page.js";

/** Pixels below which a drag is a click on a bar. */
const LEAST = 6;

/**
 * Let a person drag over the timeline.
 * @param {HTMLElement | null} line
 * @param {(since: string, until: string) => void} choose
 */
export function brush(line, choose) {
  if (!line || line.dataset.brushed) return;
  line.dataset.brushed = "yes";
  /** @type {{ x: number, mark: SVGElement } | null} */
  let drag = null;
  const bars = /** @type {SVGRectElement[]} */ ([...line.querySelectorAll("rect[data-since]")]);

  /** @param {PointerEvent} event */
  const place = (event) => {
    const box = line.getBoundingClientRect();
    return Math.max(0, Math.min(1000, ((event.clientX - box.left) / box.width) * 1000));
  };
  line.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const x = place(event);
    drag = { x, mark: svg("rect", { class: "brush", x, y: 0, width: 0, height: 56 }) };
    line.append(drag.mark);
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const x = place(event);
    drag.mark.setAttribute("x", String(Math.min(x, drag.x)));
    drag.mark.setAttribute("width", String(Math.abs(x - drag.x)));
  });
  window.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const [low, high] = [drag.x, place(event)].sort((one, other) => one - other);
    drag.mark.remove();
    drag = null;
    if (((high - low) / 1000) * line.getBoundingClientRect().width < LEAST) return;
    const inside = bars.filter((bar) => {
      const x = Number(bar.getAttribute("x"));
      return x + Number(bar.getAttribute("width")) > low && x < high;
    });
    const since = inside.map((bar) => bar.dataset.since ?? "").sort()[0];
    const until = inside.map((bar) => bar.dataset.until ?? "").sort().at(-1);
    // The click that ends the drag must not open the bar beneath it.
    line.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { once: true, capture: true });
    setTimeout(() => { if (since && until) choose(since, until); });
  });
}
