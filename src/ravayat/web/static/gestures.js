// @ts-check
/** Moving the map with the mouse, fingers or keys. */

/**
 * Let a person move a map.
 * @param {import("./map.js").EventMap} map
 */
export function listen(map) {
  /** @type {Map<number, [number, number]>} */
  const fingers = new Map();
  let travelled = 0;
  map.box.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = map.box.getBoundingClientRect();
    map.zoom(event.deltaY < 0 ? 1.25 : 0.8, event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  map.drawing.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    travelled = 0;
    map.dragged = false;
  });
  window.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
    const spread = apart(fingers);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    travelled += Math.abs(dx) + Math.abs(dy);
    map.dragged = travelled > 5;
    if (!map.dragged) return;
    map.drawing.classList.add("moving");
    if (fingers.size > 1 && spread) map.zoom(apart(fingers) / spread);
    else map.move(dx, dy);
  });
  const up = (/** @type {PointerEvent} */ event) => {
    fingers.delete(event.pointerId);
    map.drawing.classList.remove("moving");
  };
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", up);
  map.box.addEventListener("keydown", (event) => {
    const step = 60;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => map.move(step, 0), ArrowRight: () => map.move(-step, 0), ArrowUp: () => map.move(0, step),
      ArrowDown: () => map.move(0, -step), "+": () => map.zoom(1.4), "=": () => map.zoom(1.4), "-": () => map.zoom(1 / 1.4),
    };
    if (!keys[event.key] || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    keys[event.key]();
  });
}

/**
 * How far two fingers are apart; 0 for one.
 * @param {Map<number, [number, number]>} fingers
 * @returns {number}
 */
function apart(fingers) {
  const [one, other] = [...fingers.values()];
  return one && other ? Math.hypot(one[0] - other[0], one[1] - other[1]) : 0;
}
