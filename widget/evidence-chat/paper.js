/** The conversation on paper: as a text file and as a page to print. */
import { card } from "./card.js";
import { h } from "./dom.js";
import { sheet } from "./style.js";
/** @import {Exchange, Texts} from "./types" */

/** @param {Exchange[]} exchanges @param {Texts} texts */
export function asText(exchanges, texts) {
  const parts = exchanges.map(({ question, askedAt, answer, refusal }) => {
    const time = new Date(askedAt).toLocaleString();
    const reply = answer?.text ?? refusal ?? "…";
    return `${texts.you} (${time}):\n${question}\n\n${texts.assistant}:\n${reply}\n`;
  });
  return `${texts.title} – ${texts.subtitle}\n${texts.printed}\n\n${parts.join("\n---\n\n")}`;
}

/** @param {Exchange[]} exchanges @param {Texts} texts */
export function download(exchanges, texts) {
  const file = new Blob([asText(exchanges, texts)], { type: "text/plain;charset=utf-8" });
  const url = URL.createObjectURL(file);
  const day = new Date().toISOString().slice(0, 10);
  h("a", { href: url, download: `ivig-evidence-${day}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * Opens a page with the whole conversation, every source shown, and the browser's print dialog.
 *
 * @param {Exchange[]} exchanges
 * @param {Texts} texts
 * @returns {boolean} whether the browser let the page open
 */
export function print(exchanges, texts) {
  const page = window.open("", "_blank", "popup,width=820,height=900");
  if (!page) return false;
  const style = new /** @type {any} */ (page).CSSStyleSheet();
  style.replaceSync(sheet);
  page.document.adoptedStyleSheets = [style];
  page.document.title = texts.title;
  page.document.documentElement.lang = document.documentElement.lang || "en";
  const parts = exchanges.flatMap(({ question, answer, refusal }) => {
    const shown = answer ? card(answer, texts) : h("p", {}, refusal ?? "…");
    for (const details of shown.querySelectorAll("details")) details.open = true;
    return [h("h2", { dir: "auto" }, question), shown];
  });
  page.document.body.className = "paper";
  page.document.body.append(
    h("h1", {}, `${texts.title} – ${texts.subtitle}`),
    h("p", { class: "quiet" }, `${new Date().toLocaleString()}. ${texts.printed}`),
    ...parts,
  );
  page.setTimeout(() => page.print(), 100);
  return true;
}
