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
 * The lines of a file of borders, in degrees.
 * @param {{ scale: number, lines: number[][] }} borders
 * @returns {[number, number][][]} longitudes and latitudes
 */
export function unpacked(borders) {
  return borders.lines.map((line) => {
    /** @type {[number, number][]} */
    const points = [];
    let x = 0;
    let y = 0;
    for (let at = 0; at < line.length; at += 2) {
      x += line[at];
      y += line[at + 1];
      points.push([x / borders.scale, y / borders.scale]);
    }
    return points;
  });
}

/**
 * Rings, or lines, as a path of the map.
 * @param {number[][]} rings numbers of lines; ~n is line n turned round
 * @param {[number, number][][]} lines
 * @param {boolean} [closed]
 * @returns {string}
 */
export function outline(rings, lines, closed = true) {
  return rings.map((ring) => {
    const points = ring.flatMap((number) => (number >= 0 ? lines[number] : lines[~number].toReversed()));
    return points.length ? `M${drawn(points)}${closed ? "Z" : ""}` : "";
  }).join("");
}

/**
 * Points as steps of a path. A line that leaves the map at its edge goes on beyond it, and does not jump across.
 * @param {[number, number][]} points longitude and latitude
 * @returns {string}
 */
function drawn(points) {
  let before = points[0]?.[0] ?? 0;
  let turns = 0;
  let least = Infinity;
  let most = -Infinity;
  const eastward = points.map(([longitude]) => {
    if (longitude - before > 180) turns -= 360;
    if (before - longitude > 180) turns += 360;
    before = longitude;
    least = Math.min(least, longitude + turns);
    most = Math.max(most, longitude + turns);
    return longitude + turns;
  });
  // Wherever the line began, most of it lies on the map.
  const back = least + most < -360 ? 360 : least + most > 360 ? -360 : 0;
  return points.map(([, latitude], place) => {
    const [x, y] = project(latitude, eastward[place] + back);
    return `${x.toFixed(3)} ${y.toFixed(3)}`;
  }).join("L");
}
