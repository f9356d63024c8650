// @ts-check
/** Areas of provinces and countries, and finer borders: fetched where somebody looks closer, drawn one by one. */

import { outline, unpacked } from "./projection.js";

/**
 * @typedef {{ scale: number, lines: number[][], countries: Record<string, number[][]>,
 *   provinces: Record<string, number[][]>, inner: number[], middles: Record<string, [number, number, number]> }} Atlas
 */

export class Areas {
  /** @param {string} address of the file */
  constructor(address) {
    this.address = address;
    /** @type {Atlas | null} */
    this.atlas = null;
    /** @type {[number, number][][]} */
    this.lines = [];
    /** @type {Promise<void> | null} */
    this.coming = null;
    /** @type {Map<string, string>} */
    this.drawn = new Map();
  }

  /**
   * Fetch the file, once.
   * @returns {Promise<void>}
   */
  load() {
    this.coming ??= fetch(this.address).then((answer) => answer.json()).then((atlas) => {
      this.lines = unpacked(atlas);
      this.atlas = atlas;
    }).catch((reason) => {
      // The next look tries again.
      this.coming = null;
      throw reason;
    });
    return this.coming;
  }

  /**
   * The area of a place as a path of the map, where its borders are known.
   * @param {string} place id of the gazetteer
   * @returns {string | null}
   */
  shape(place) {
    const rings = this.atlas?.provinces[place] ?? this.atlas?.countries[place];
    if (!rings) return null;
    const known = this.drawn.get(place) ?? outline(rings, this.lines);
    this.drawn.set(place, known);
    return known;
  }

  /**
   * Where the number of an area stands: well inside, whatever its form.
   * @param {string} place
   * @returns {{ latitude: number, longitude: number } | null}
   */
  middle(place) {
    const found = this.atlas?.middles[place];
    return found ? { longitude: found[0], latitude: found[1] } : null;
  }

  /** The land of all countries as one path. */
  land() {
    return outline(Object.values(this.atlas?.countries ?? {}).flat(), this.lines);
  }

  /** Borders between provinces as one path of lines. */
  inner() {
    return outline((this.atlas?.inner ?? []).map((line) => [line]), this.lines, false);
  }
}
