// @ts-check
/** Mercator's map of the world, 1000 wide and 1000 high. */

export const WORLD = 1000;
const NORTHMOST = 85.05;

/**
 * Where a point lies on the map.
 * @param {number} latitude
 * @param {number} longitude
 * @returns {[number, number]}
 */
export function project(latitude, longitude) {
  const north = (Math.max(-NORTHMOST, Math.min(NORTHMOST, latitude)) * Math.PI) / 180;
  const y = (1 - Math.asinh(Math.tan(north)) / Math.PI) / 2;
  return [((longitude + 180) / 360) * WORLD, y * WORLD];
}

/**
 * The point at a place of the map.
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]} latitude and longitude
 */
export function unproject(x, y) {
  const north = Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD)));
  return [(north * 180) / Math.PI, (x / WORLD) * 360 - 180];
}

/**
 * How long a kilometre is on the map at a latitude.
 * @param {number} latitude
 * @returns {number}
 */
export function kilometre(latitude) {
  return WORLD / (40_075 * Math.max(0.05, Math.cos((latitude * Math.PI) / 180)));
}

/**
 * Borders as paths of the map: countries as areas, provinces as lines.
 * @param {{ scale: number, lines: number[][], countries: Record<string, number[][]>, provinces: number[] }} borders
 * @returns {{ land: string, inner: string }}
 */
export function paths(borders) {
  const lines = borders.lines.map((line) => {
    /** @type {string[]} */
    const points = [];
    let x = 0;
    let y = 0;
    for (let at = 0; at < line.length; at += 2) {
      x += line[at];
      y += line[at + 1];
      const [east, south] = project(y / borders.scale, x / borders.scale);
      points.push(`${east.toFixed(2)} ${south.toFixed(2)}`);
    }
    return points;
  });
  const land = Object.values(borders.countries).flat().map((ring) => {
    const points = ring.flatMap((number) => (number >= 0 ? lines[number] : lines[~number].toReversed()));
    return `M${points.join("L")}Z`;
  });
  const inner = borders.provinces.map((number) => `M${lines[number].join("L")}`);
  return { land: land.join(""), inner: inner.join("") };
}
