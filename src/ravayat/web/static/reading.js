// @ts-check
/** Watches a reading until it is done, and lands on what came of it. */

import { element } from "./page.js";

const PAUSE = 700;

async function watch() {
  const shown = element("reading");
  if (shown.dataset.state !== "waiting" && shown.dataset.state !== "reading") {
    // A short report may be through before this page is there.
    if (shown.dataset.article) location.replace(`/articles/${shown.dataset.article}`);
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE));
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById("reading");
  if (!next) return location.reload();
  shown.replaceWith(next);
  await watch();
}

void watch();
