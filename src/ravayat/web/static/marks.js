// @ts-check
/** What stands on the map for events: a disc for a place, a plate for an area, in the colour of the kind. */

import { digits, svg } from "./page.js";

/**
 * @typedef {{ latitude: number, longitude: number, count: number, types: Record<string, number>,
 *   standings: Record<string, number>, unsure: number, area: number, event: number | null, name: string | null, latin: string | null, place: string | null }} Cell
 * @typedef {{ left: number, right: number, top: number, bottom: number }} Box
 */

/** Kinds of events that share a colour. */
const GROUPS = {
  air_strike: "air", shelling: "air", explosion: "blast", armed_clash: "ground", territory_change: "ground",
  offensive: "ground", deployment: "ground", civilian_attack: "people", abduction: "people", arrest: "people",
  displacement: "people", protest: "crowd", riot: "crowd",
};
/** Zoom from which places have their names. */
const NAMES_FROM = 12;

/**
 * Keeps names from lying upon each other: the first one has the room.
 * @returns {(box: Box) => boolean}
 */
export function rooms() {
  /** @type {Box[]} */
  const taken = [];
  return (box) => {
    const free = taken.every((one) => box.left > one.right || box.right < one.left || box.top > one.bottom || box.bottom < one.top);
    if (free) taken.push(box);
    return free;
  };
}

/**
 * The colour of a cell: that of its most frequent kind.
 * @param {Cell} cell
 * @returns {string}
 */
export function group(cell) {
  return GROUPS[/** @type {keyof typeof GROUPS} */ (Object.keys(cell.types)[0])] ?? "other";
}

/**
 * How dark an area is: more events, darker, in four steps.
 * @param {Cell} cell
 * @returns {number}
 */
export function shade(cell) {
  return Math.min(4, 1 + Math.floor(Math.log10(cell.count) * 1.5));
}

/**
 * The name of its place in the language of the page, as far as there is one.
 * @param {Cell} cell
 * @returns {string | null}
 */
function name(cell) {
  return document.documentElement.lang === "en" ? cell.latin ?? cell.name : cell.name;
}

/**
 * A cell in words.
 * @param {Cell} cell
 * @param {DOMStringMap} words of the map's element
 * @returns {string}
 */
export function label(cell, words) {
  const told = cell.count === 1 ? words.one : words.events?.replace("#", digits(cell.count));
  const kinds = counted(cell.types, words.kinds);
  const grades = counted(cell.standings, words.standings);
  const unsure = cell.unsure ? `${words.unsure} ${digits(cell.unsure)}` : "";
  return [name(cell), told, kinds, grades, unsure, cell.area ? words.area : ""].filter(Boolean).join(" — ");
}

/**
 * The mark of a cell.
 * @param {Cell} cell
 * @param {number} x
 * @param {number} y
 * @param {{ reach: number, scale: number, words: DOMStringMap, room: (box: Box) => boolean, names: SVGElement[] }} told
 *   kilometres around in pixels, where no borders are known; whether there is room for a name, and where names and numbers are put
 * @returns {SVGElement}
 */
export function mark(cell, x, y, { reach, scale, words, room, names }) {
  const said = label(cell, words);
  const place = cell.place ?? `${cell.latitude},${cell.longitude},${cell.area}`;
  const link = svg("a", { href: cell.event ? `/events/${cell.event}` : "#", "aria-label": said, tabindex: 0, "data-place": place }, svg("title", {}, said));
  const standing = Object.keys(cell.standings)[0];
  // Pale where nothing is told surely.
  const colour = `group-${group(cell)}${cell.unsure === cell.count ? " unsure-dot" : ""}`;
  const radius = cell.count === 1 ? 7 : Math.min(20, 8 + 2.2 * Math.log2(cell.count));
  if (cell.area) {
    if (reach) link.append(svg("circle", { class: "area", cx: x, cy: y, r: Math.max(radius + 3, reach) }));
    // A plate and no disc: it stands for an area, and nothing happened just there.
    const width = 14 + 8 * digits(cell.count).length;
    const plate = { x: x - width / 2, y: y - 10, width, height: 20, rx: 5 };
    link.append(svg("rect", { class: `dot ${colour}`, ...plate }), svg("rect", { class: `ring ring-${standing}`, ...plate }));
  } else {
    link.append(svg("circle", { class: `dot ${colour}`, cx: x, cy: y, r: radius }), svg("circle", { class: `ring ring-${standing}`, cx: x, cy: y, r: radius }));
  }
  if (cell.count > 1 || cell.area) {
    const number = svg("text", { class: cell.unsure === cell.count ? "number unsure-number" : "number", x, y: y + 4 }, digits(cell.count));
    link.append(number);
    // Once more above all marks: a disc may lie upon its neighbour, and not upon how many that stands for.
    const above = /** @type {SVGElement} */ (number.cloneNode(true));
    above.classList.add("above");
    above.setAttribute("aria-hidden", "true");
    names.push(above);
  }
  const called = name(cell);
  if (called && scale >= NAMES_FROM) {
    const below = y + (cell.area ? 12 : radius) + 13;
    const half = called.length * 3.2;
    if (room({ left: x - half, right: x + half, top: below - 10, bottom: below + 3 })) names.push(svg("text", { class: "place-name", x, y: below }, called));
  }
  return link;
}

/**
 * The names of countries, as far as they do not lie upon each other: where two would, neither is drawn, as the map takes
 * no side.
 * @param {{ fa: string, en: string, at: number[] }[]} countries with their middles in pixels
 * @param {number} width
 * @param {number} height of the map
 * @returns {SVGElement[]}
 */
export function country_names(countries, width, height) {
  const english = document.documentElement.lang === "en";
  const seen = countries.filter(({ at: [x, y] }) => x > 0 && y > 0 && x < width && y < height).map((country) => {
    const said = english ? country.en : country.fa;
    const [x, y] = country.at;
    const half = said.length * 2.9;
    return { said, x, y, left: x - half, right: x + half, top: y - 9, bottom: y + 2 };
  });
  const free = seen.filter((one) => seen.every((other) => other === one || other.left > one.right || other.right < one.left || other.top > one.bottom || other.bottom < one.top));
  return free.map(({ said, x, y }) => svg("text", { class: "country-name", x, y }, said));
}

/**
 * Counts with their names, the most frequent first.
 * @param {Record<string, number>} counts
 * @param {string | undefined} names "key=name;"
 * @returns {string}
 */
function counted(counts, names) {
  const known = Object.fromEntries((names ?? "").split(";").filter(Boolean).map((pair) => pair.split("=")));
  return Object.entries(counts).map(([key, count]) => `${known[key] ?? key} ${digits(count)}`).join("، ");
}
