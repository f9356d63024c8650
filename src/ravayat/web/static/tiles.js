// @ts-check
/** A backdrop of tiles of one's own below borders and events; without it the map has borders alone. */

import { svg } from "./page.js";
import { WORLD } from "./projection.js";

/** Pixels of a tile where it is drawn in its own size. */
const SIZE = 256;
/** Part of a tile by which it lies over the next, so that no line shows between them. */
const OVERLAP = 0.002;
/** Most tiles that are drawn at once. */
const MOST = 120;

export class Tiles {
  /**
   * @param {string} template with {z}, {x} and {y}
   * @param {number} least
   * @param {number} most levels that there are
   */
  constructor(template, least, most) {
    this.template = template;
    this.least = least;
    this.most = most;
    this.layer = svg("g", { class: "tiles", "aria-hidden": "true" });
    /** @type {Map<string, SVGElement>} */
    this.shown = new Map();
  }

  /**
   * Draw what a part of the map needs; what is there already stays.
   * @param {{ left: number, right: number, top: number, bottom: number, scale: number }} view in units of the map
   */
  draw({ left, right, top, bottom, scale }) {
    const level = Math.round(Math.log2((scale * WORLD) / SIZE));
    const zoom = Math.max(this.least, Math.min(this.most, level));
    const many = 2 ** zoom;
    const side = WORLD / many;
    /** @type {Map<string, SVGElement>} */
    const wanted = new Map();
    // Far above the coarsest level there would be too many to fetch.
    const seen = ((Math.min(WORLD, right) - Math.max(0, left)) * (Math.min(WORLD, bottom) - Math.max(0, top))) / side ** 2;
    for (let x = Math.max(0, Math.floor(left / side)); seen < MOST && x <= Math.min(many - 1, Math.floor(right / side)); x += 1) {
      for (let y = Math.max(0, Math.floor(top / side)); y <= Math.min(many - 1, Math.floor(bottom / side)); y += 1) {
        const key = `${zoom}/${x}/${y}`;
        wanted.set(key, this.shown.get(key) ?? this.tile(zoom, x, y, side));
      }
    }
    for (const [key, tile] of this.shown) if (!wanted.has(key)) tile.remove();
    for (const [key, tile] of wanted) if (!this.shown.has(key)) this.layer.append(tile);
    this.shown = wanted;
  }

  /**
   * @param {number} zoom
   * @param {number} x
   * @param {number} y
   * @param {number} side
   * @returns {SVGElement}
   */
  tile(zoom, x, y, side) {
    const theme = document.documentElement.dataset.theme ?? "auto";
    const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    const values = { z: zoom, x, y, theme: dark ? "dark" : "light" };
    const href = this.template.replace(/\{(z|x|y|theme)\}/g, (_, name) => String(values[/** @type {"z"} */ (name)]));
    const width = side * (1 + OVERLAP);
    const made = svg("image", { href, x: x * side, y: y * side, width, height: width, preserveAspectRatio: "none" });
    // A tile that does not come leaves the sea in its place, and no broken picture.
    made.addEventListener("error", () => made.setAttribute("visibility", "hidden"));
    return made;
  }
}
