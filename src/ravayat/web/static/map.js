// @ts-check
/** The map: borders and events as SVG, without tiles, without a network, with the mouse, fingers or keys. */

import { Areas } from "./areas.js";
import { listen } from "./gestures.js";
import { country_names, group, label, mark, rooms, shade } from "./marks.js";
import { rightward, svg } from "./page.js";
import { WORLD, kilometre, outline, project, unpacked, unproject } from "./projection.js";
import { Tiles } from "./tiles.js";

/**
 * @typedef {import("./marks.js").Cell} Cell
 * @typedef {{ code: string, fa: string, en: string, latitude: number, longitude: number }} Country
 */

const SMALLEST = 0.3;
const LARGEST = 400;
/** Zoom from which provinces are drawn, with finer borders, and names of all countries. */
const PROVINCES_FROM = 7;
const NAMES_FROM = 3.2;

export class EventMap {
  /**
   * @param {HTMLElement} box
   * @param {(query: string) => void} go shows the events of a query
   */
  constructor(box, go) {
    this.box = box;
    this.go = go;
    this.query = "";
    this.scale = 2;
    this.x = WORLD / 2;
    this.y = WORLD / 2;
    /** @type {Cell[]} */
    this.cells = [];
    /** @type {Country[]} */
    this.countries = [];
    this.asked = -1;
    this.placed = false;
    /** Whether somebody moved the map, and for which query it was fitted to areas. */
    this.chosen = false;
    /** @type {string | null} */
    this.fitted = null;
    const told = box.dataset;
    this.areas = new Areas(told.areas ?? "");
    this.tiles = told.tiles ? new Tiles(told.tiles, Number(told.tilesLeast), Number(told.tilesMost)) : null;
    this.land = svg("path", { class: "land" });
    this.near = svg("path", { class: "land", visibility: "hidden" });
    this.inner = svg("path", { class: "inner", visibility: "hidden" });
    this.shapes = svg("g", { "aria-hidden": "true" });
    /** @type {Cell[] | null} */
    this.shaped = null;
    this.ground = svg("g", {}, this.land, this.near, this.inner);
    if (this.tiles) this.ground.prepend(this.tiles.layer);
    this.ground.append(this.shapes);
    this.marks = svg("g", {});
    this.drawing = svg("svg", { class: this.tiles ? "world tiled" : "world", "aria-hidden": "false", direction: rightward ? "ltr" : "rtl" }, this.ground, this.marks);
    box.replaceChildren(this.drawing, this.buttons());
    listen(this);
    void this.draw_borders();
    new ResizeObserver(() => this.draw()).observe(box);
  }

  /** Buttons for those who have no wheel. */
  buttons() {
    const group = document.createElement("div");
    group.className = "map-buttons";
    /** @type {[string, string | undefined, () => void][]} */
    const all = [
      ["+", this.box.dataset.zoomIn, () => this.zoom(1.6)],
      ["−", this.box.dataset.zoomOut, () => this.zoom(1 / 1.6)],
      ["⤢", this.box.dataset.all, () => { this.fit(); void this.load(); }],
      ["◎", this.box.dataset.around, () => this.only_here()],
    ];
    for (const [sign, label, act] of all) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = label ?? "";
      button.setAttribute("aria-label", label ?? "");
      button.addEventListener("click", act);
      group.append(button);
    }
    return group;
  }

  async draw_borders() {
    const [borders, countries] = await Promise.all([this.box.dataset.borders ?? "", "/api/v1/countries"].map(async (from) => (await fetch(from)).json()));
    this.land.setAttribute("d", outline(Object.values(borders.countries).flat(), unpacked(borders)));
    this.countries = countries;
    this.draw();
  }

  /** Fetch areas and finer borders. */
  async look_closer() {
    if (this.areas.coming) return;
    await this.areas.load();
    this.shaped = null;
    await this.show_areas();
    this.draw();
  }

  /**
   * Show the events of a query.
   * @param {string} query
   */
  async show(query) {
    this.query = query;
    const box = this.box.dataset.box?.split(" ").map(Number);
    if (!this.placed && box) {
      this.placed = true;
      this.fit([[box[0], box[1]], [box[2], box[3]]]);
    }
    this.asked = -1;
    await this.load();
  }

  /**
   * The same events under the query as the server writes it.
   * @param {string} query
   */
  named(query) {
    this.query = query;
  }

  /** The zoom as maps on the web count it. */
  get level() {
    return Math.max(0, Math.min(16, Math.log2((this.scale * WORLD) / 256)));
  }

  /** Fetch the events, put together for this zoom. */
  async load() {
    const level = Math.round(this.level);
    if (level === this.asked) return;
    this.asked = level;
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const query = this.query;
    try {
      const answer = await fetch(`/api/v1/map?${query}${query ? "&" : ""}zoom=${level}`, { signal: running.signal });
      // What is wrong with a question, the page tells.
      if (!answer.ok) return;
      this.cells = (await answer.json()).cells;
    } catch (error) {
      if (running.signal.aborted) return;
      throw error;
    }
    if (!this.placed && this.cells.length) {
      this.placed = true;
      this.fit();
      await this.load();
    }
    await this.show_areas();
    this.draw();
  }

  /** The number of an area may stand elsewhere than the gazetteer has the place: show it, unless somebody chose the view. */
  async show_areas() {
    if (this.chosen || this.fitted === this.query || !this.areas.atlas || !this.placed) return;
    if (!this.cells.some((cell) => cell.place && this.hidden(cell))) return;
    this.fitted = this.query;
    this.fit();
    await this.load();
  }

  /**
   * Where the mark of a cell stands.
   * @param {Cell} cell
   * @returns {{ latitude: number, longitude: number }}
   */
  spot(cell) {
    return (cell.place && this.areas.middle(cell.place)) || cell;
  }

  /**
   * Whether the mark of a cell is outside of what is shown.
   * @param {Cell} cell
   * @returns {boolean}
   */
  hidden(cell) {
    const { width, height } = this.size();
    const { latitude, longitude } = this.spot(cell);
    const [x, y] = project(latitude, longitude);
    return Math.abs(x - this.x) * this.scale > width / 2 - 15 || Math.abs(y - this.y) * this.scale > height / 2 - 15;
  }

  /**
   * Show all events at once.
   * @param {[number, number][]} [places] latitudes and longitudes, in place of those of the cells
   */
  fit(places) {
    const points = (places ?? this.cells.map((cell) => this.spot(cell)).map(({ latitude, longitude }) => /** @type {[number, number]} */ ([latitude, longitude]))).map(([latitude, longitude]) => project(latitude, longitude));
    if (!points.length) return;
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const { width, height } = this.size();
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2;
    const room = 0.75;
    // A single place is shown with the country around it.
    const least = left === right && top === bottom ? 20 : 6;
    const scale = Math.min((room * width) / Math.max(least, right - left), (room * height) / Math.max(0.8 * least, bottom - top));
    this.scale = Math.max(SMALLEST, Math.min(LARGEST, scale));
    this.draw();
  }

  size() {
    return { width: this.box.clientWidth || 1, height: this.box.clientHeight || 1 };
  }

  /**
   * Zoom around a point of the box, or around its middle.
   * @param {number} factor
   * @param {number} [px]
   * @param {number} [py]
   */
  zoom(factor, px, py) {
    this.chosen = true;
    const { width, height } = this.size();
    const dx = (px ?? width / 2) - width / 2;
    const dy = (py ?? height / 2) - height / 2;
    const scale = Math.max(SMALLEST, Math.min(LARGEST, this.scale * factor));
    this.x += dx / this.scale - dx / scale;
    this.y += dy / this.scale - dy / scale;
    this.scale = scale;
    this.draw();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.load(), 120);
  }

  /**
   * Move what is shown by pixels.
   * @param {number} dx
   * @param {number} dy
   */
  move(dx, dy) {
    this.chosen = true;
    this.x = Math.max(0, Math.min(WORLD, this.x - dx / this.scale));
    this.y = Math.max(0, Math.min(WORLD, this.y - dy / this.scale));
    this.draw();
  }

  /** Ask for the events of the circle that is shown. */
  only_here() {
    const { width, height } = this.size();
    const [latitude, longitude] = unproject(this.x, this.y);
    const within = Math.min(width, height) / 2 / this.scale / kilometre(latitude);
    const told = new URLSearchParams(this.query);
    told.set("near", `${latitude.toFixed(3)},${longitude.toFixed(3)}`);
    told.set("within", String(Math.min(20_000, Math.max(1, Math.round(within)))));
    this.go(told.toString());
  }

  draw() {
    if (this.drawn) return;
    this.drawn = requestAnimationFrame(() => {
      this.drawn = 0;
      this.paint();
    });
  }

  paint() {
    const { width, height } = this.size();
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const shift = [width / 2 - this.x * this.scale, height / 2 - this.y * this.scale];
    this.ground.setAttribute("transform", `translate(${shift[0]} ${shift[1]}) scale(${this.scale})`);
    const closely = this.scale >= PROVINCES_FROM;
    if ((closely && !this.tiles) || this.cells.some((cell) => cell.place)) void this.look_closer();
    if (closely && this.areas.atlas && !this.near.hasAttribute("d")) {
      this.near.setAttribute("d", this.areas.land());
      this.inner.setAttribute("d", this.areas.inner());
    }
    const fine = closely && this.near.hasAttribute("d");
    this.land.setAttribute("visibility", fine ? "hidden" : "visible");
    for (const part of [this.near, this.inner]) part.setAttribute("visibility", fine ? "visible" : "hidden");
    this.tiles?.draw({ left: -shift[0] / this.scale, right: (width - shift[0]) / this.scale, top: -shift[1] / this.scale, bottom: (height - shift[1]) / this.scale, scale: this.scale });
    this.shape_areas();
    /** @param {{ latitude: number, longitude: number }} point */
    const at = (point) => {
      const [x, y] = project(point.latitude, point.longitude);
      return [x * this.scale + shift[0], y * this.scale + shift[1]];
    };
    /** @type {SVGElement[]} */
    const drawn = [];
    const room = rooms();
    // Names and numbers lie above all marks.
    /** @type {SVGElement[]} */
    const names = [];
    // Areas lie below points, large ones below small ones.
    const ordered = this.cells.toSorted((one, other) => other.area - one.area || other.count - one.count);
    for (const cell of ordered) {
      const middle = cell.place ? this.areas.middle(cell.place) : null;
      const [x, y] = at(this.spot(cell));
      // Where the borders of an area are known they are drawn, and no circle.
      const reach = middle ? 0 : cell.area * kilometre(cell.latitude) * this.scale;
      if (x + reach < -30 || y + reach < -30 || x - reach > width + 30 || y - reach > height + 30) continue;
      const made = mark(cell, x, y, { reach, scale: this.scale, words: this.box.dataset, room, names });
      made.addEventListener("click", (event) => this.click(event, cell));
      for (const [begin, end] of [["pointerenter", "pointerleave"], ["focus", "blur"]]) {
        made.addEventListener(begin, () => this.choose(cell, true));
        made.addEventListener(end, () => this.choose(cell, false));
      }
      drawn.push(made);
    }
    const told = new Set(this.scale >= 12 ? this.cells.map((cell) => cell.place) : []);
    if (this.scale >= NAMES_FROM) drawn.unshift(...country_names(this.countries.filter(({ code }) => !told.has(code)).map((country) => ({ ...country, at: at(country) })), width, height));
    // Whoever is on a mark with the keyboard stays there while the map moves.
    const focused = document.activeElement?.getAttribute("data-place");
    this.marks.replaceChildren(...drawn, ...names);
    if (focused) /** @type {SVGElement | null} */ (this.marks.querySelector(`[data-place="${focused}"]`))?.focus();
  }

  /** Shade the areas of the cells, large ones below small ones. */
  shape_areas() {
    if (this.shaped === this.cells || !this.areas.atlas) return;
    this.shaped = this.cells;
    const shapes = [];
    for (const cell of this.cells.filter((one) => one.place).toSorted((one, other) => other.area - one.area)) {
      const place = cell.place ?? "";
      const d = this.areas.shape(place);
      if (!d) continue;
      const depth = cell.area > 300 ? "country" : `shade-${shade(cell)}`;
      const shape = svg("path", { class: `shape group-${group(cell)} ${depth}`, d, "data-shape": place }, svg("title", {}, label(cell, this.box.dataset)));
      shape.addEventListener("click", (event) => this.click(event, cell));
      shapes.push(shape);
    }
    this.shapes.replaceChildren(...shapes);
  }

  /**
   * Make the area of a cell stand out, or no longer.
   * @param {Cell} cell
   * @param {boolean} chosen
   */
  choose(cell, chosen) {
    if (cell.place) this.shapes.querySelector(`[data-shape="${CSS.escape(cell.place)}"]`)?.classList.toggle("chosen", chosen);
  }

  /**
   * @param {Event} event
   * @param {Cell} cell
   */
  click(event, cell) {
    if (this.dragged) event.preventDefault();
    else if (!cell.event) {
      event.preventDefault();
      this.open(cell);
    } else if (!(event.currentTarget instanceof SVGAElement)) location.assign(`/events/${cell.event}`);
  }

  /**
   * Go nearer to several events, or ask for them where they share a place.
   * @param {Cell} cell
   */
  open(cell) {
    if (cell.place) {
      const told = new URLSearchParams(this.query);
      told.set("place", cell.place);
      this.go(told.toString());
      return;
    }
    if (cell.name && this.scale >= 12) {
      const told = new URLSearchParams(this.query);
      told.set("near", `${cell.latitude.toFixed(3)},${cell.longitude.toFixed(3)}`);
      told.set("within", "1");
      this.go(told.toString());
      return;
    }
    [this.x, this.y] = project(cell.latitude, cell.longitude);
    this.zoom(cell.name ? Math.max(1.1, 13 / this.scale) : 2.4);
  }
}
