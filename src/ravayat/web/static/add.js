// @ts-check
/** Files that are dropped on the page. */

import { element } from "./page.js";

const drop = element("drop");
const input = /** @type {HTMLInputElement} */ (drop.querySelector("input[type=file]"));

for (const name of ["dragover", "dragleave", "drop"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
  });
}
drop.addEventListener("drop", (event) => {
  if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
});
