// @ts-check
/** What all scripts share. */

document.documentElement.classList.add("scripted");

/** Whether the page runs from right to left. */
export const rightward = document.documentElement.dir !== "rtl";

const PERSIAN = "۰۱۲۳۴۵۶۷۸۹";

/**
 * A number in the digits of the page.
 * @param {number | string} value
 * @returns {string}
 */
export function digits(value) {
  const text = String(value);
  if (document.documentElement.dataset.digits !== "persian") return text;
  return text.replace(/[0-9]/g, (digit) => PERSIAN[Number(digit)]);
}

/**
 * An SVG element with attributes.
 * @param {string} name
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/**
 * An element of the page that must be there.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}
