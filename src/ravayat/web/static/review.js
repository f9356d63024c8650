// @ts-check
/** Review with keys alone: one for each verdict, and a correction whose words are chosen by arrows. */

import "./page.js";
import { selected } from "./offsets.js";

const COUNTS = ["killed", "wounded", "captured", "displaced"];
const LISTS = ["chain", "actor", "target", "place"];
const text = document.getElementById("text");
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("correction"));
const box = /** @type {HTMLDetailsElement | null} */ (document.getElementById("correcting"));

/** @type {{ start: number, end: number, words: string }[]} */
let chosen = [];

/** Whether keys are letters of somebody's words now. */
function typing() {
  const at = document.activeElement;
  return at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement || (at instanceof HTMLInputElement && at.type !== "checkbox");
}

/** Show what has been chosen for the slot. */
function show() {
  const line = document.getElementById("chosen");
  const spans = /** @type {HTMLInputElement | null} */ (document.getElementById("spans"));
  if (!line || !spans || !form) return;
  line.textContent = chosen.map((one) => one.words).join("، ") || (form.dataset.nothing ?? "");
  spans.value = chosen.map((one) => `${one.start}-${one.end}`).join(",");
}

/** The field of the form with a name. */
const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form?.elements.namedItem(name));

/** Show the fields of the chosen slot, filled with what it holds now. */
function turn() {
  if (!form) return;
  const slot = field("slot").value;
  const filled = JSON.parse(form.dataset.filled ?? "{}");
  const kind = COUNTS.includes(slot) ? "count" : slot;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-for]"))) {
    const wanted = part.dataset.for;
    part.hidden = !(wanted === kind || (wanted === "words" && !["type", "stance"].includes(slot)));
  }
  const letters = [...(text?.textContent ?? "")];
  chosen = ["type", "stance"].includes(slot) ? [] : (filled[slot] ?? []).map((/** @type {[number, number]} */ [start, end]) => ({
    start, end, words: wordsAt(start, end, letters),
  }));
  const [low, high] = filled[`${slot}_bounds`] ?? ["", ""];
  field("low").value = low ?? "";
  field("high").value = high ?? "";
  const [first, last] = filled.time_days ?? ["", ""];
  field("first").value = first;
  field("last").value = last;
  const choice = /** @type {HTMLSelectElement | null} */ (form.querySelector(`[data-choice="${slot}"]`));
  if (choice) {
    choice.value = filled[slot];
    field("choice").value = choice.value;
  }
  show();
}

/**
 * The words of a stretch of the raw text, as they are shown.
 * @param {number} start
 * @param {number} end
 * @param {string[]} letters of the shown text
 * @returns {string}
 */
function wordsAt(start, end, letters) {
  /** @type {[number, number, number][]} */
  const changes = JSON.parse(text?.dataset.changes ?? "[]");
  const moved = (/** @type {number} */ raw) => changes.reduce((at, [place, before, now]) => (place < raw ? at + now - before : at), raw);
  return letters.slice(moved(start), moved(end)).join("");
}

/** Take what is selected in the text into the slot. */
function take() {
  const found = text && selected(text);
  if (!found || !form) return;
  const many = LISTS.includes(field("slot").value);
  chosen = many ? [...chosen.filter((one) => one.start !== found.start || one.end !== found.end), found] : [found];
  const number = Number(found.words.replace(/[۰-۹]/g, (digit) => String("۰۱۲۳۴۵۶۷۸۹".indexOf(digit))).match(/\d+/)?.[0]);
  if (COUNTS.includes(field("slot").value) && Number.isFinite(number)) {
    field("low").value = String(number);
    field("high").value = String(number);
  }
  show();
}

/**
 * Move the selection word by word.
 * @param {KeyboardEvent} event
 */
function step(event) {
  const selection = getSelection();
  if (!text || !selection) return;
  if (!selection.anchorNode || !text.contains(selection.anchorNode)) {
    const mark = text.querySelector(".s-trigger")?.firstChild ?? text.firstChild;
    if (mark) selection.collapse(mark, 0);
  }
  // Arrows follow the text, whose direction need not be the page's.
  const ahead = event.key === (getComputedStyle(text).direction === "ltr" ? "ArrowRight" : "ArrowLeft");
  const direction = ahead ? "forward" : "backward";
  if (event.shiftKey) selection.modify("extend", direction, "word");
  else {
    if (ahead) selection.collapseToEnd();
    else {
      selection.collapseToStart();
      selection.modify("move", "backward", "word");
    }
    // The word itself, not a caret that nobody sees.
    selection.modify("extend", "forward", "word");
  }
  selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
}

/** Open or leave the correction. */
function correct(/** @type {boolean} */ open) {
  if (!box || !form) return;
  box.open = open;
  if (open) field("slot").focus();
  else /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey) return;
  if (event.key === "Escape" && box?.open) return correct(false);
  if (event.key === "Enter" && event.ctrlKey && box?.open) return form?.requestSubmit();
  if (event.ctrlKey) return;
  const inText = document.activeElement === text;
  if (box?.open && inText && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    event.preventDefault();
    return step(event);
  }
  if (box?.open && inText && event.key === "Enter") {
    event.preventDefault();
    return take();
  }
  if (typing()) return;
  if (event.key === "?") return document.querySelector(".keys")?.toggleAttribute("open");
  if (event.key === "c" || event.key === "ز") {
    event.preventDefault();
    return correct(true);
  }
  // The key where a Persian keyboard has other letters counts too.
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
  const target = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${letter}"]`));
  if (target && letter !== "c") {
    event.preventDefault();
    target.click();
  }
});

if (form && text) {
  field("slot").addEventListener("change", () => {
    turn();
    if (!["type", "stance"].includes(field("slot").value)) text.focus();
  });
  field("slot").addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Enter") text.focus();
  });
  for (const choice of form.querySelectorAll("[data-choice]")) {
    choice.addEventListener("change", () => { field("choice").value = /** @type {HTMLSelectElement} */ (choice).value; });
  }
  document.getElementById("use")?.addEventListener("pointerdown", (event) => event.preventDefault());
  document.getElementById("use")?.addEventListener("click", take);
  document.getElementById("empty")?.addEventListener("click", () => {
    chosen = [];
    for (const name of ["low", "high", "first", "last"]) field(name).value = "";
    show();
  });
  form.addEventListener("submit", (event) => {
    const slot = field("slot").value;
    const told = COUNTS.includes(slot) ? ["low", "high"] : slot === "time" ? ["first", "last"] : [];
    // Numbers and days are read from words, and there is no event without its own.
    if (chosen.length || !(slot === "trigger" || told.some((name) => field(name).value))) return;
    event.preventDefault();
    const line = document.getElementById("chosen");
    if (line) line.textContent = form.dataset.wordless ?? "";
    text.focus();
  });
  turn();
  text.querySelector(".s-trigger")?.scrollIntoView({ block: "center" });
}
