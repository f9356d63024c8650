// @ts-check
/** From what is selected on the page to offsets in the raw text, in code points, as claims count them. */

/**
 * How many code points stand before a place of the shown text.
 * @param {HTMLElement} root
 * @param {Node} node
 * @param {number} offset
 * @returns {number}
 */
export function shownOffset(root, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(root);
  range.setEnd(node, offset);
  const before = range.cloneContents();
  // A sign that is shown by its code stands for one code point.
  return [...(before.textContent ?? "")].length + before.querySelectorAll(".unseen").length;
}

/**
 * Where an offset of the shown text lies in the raw one.
 * @param {number} shown
 * @param {[number, number, number][]} changes offset in the raw text, length before, length now
 * @returns {number}
 */
export function rawOffset(shown, changes) {
  let shift = 0;
  for (const [start, before, now] of changes) {
    const here = start + shift;
    if (shown < here || (shown === here && now === 0)) break;
    if (shown < here + now) return start + Math.min(before, shown - here);
    shift += now - before;
  }
  return shown - shift;
}

/**
 * The raw offsets of what is selected within a text, without blanks at its ends; `null` where nothing is.
 * @param {HTMLElement} root
 * @returns {{ start: number, end: number, words: string } | null}
 */
export function selected(root) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  let start = shownOffset(root, range.startContainer, range.startOffset);
  let end = shownOffset(root, range.endContainer, range.endOffset);
  const words = range.toString();
  start += words.length - words.trimStart().length;
  end -= words.length - words.trimEnd().length;
  if (start >= end) return null;
  /** @type {[number, number, number][]} */
  const changes = JSON.parse(root.dataset.changes ?? "[]");
  return { start: rawOffset(start, changes), end: rawOffset(end, changes), words: words.trim() };
}
