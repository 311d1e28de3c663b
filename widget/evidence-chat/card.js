/** An answer as a card: how the question was read, the sentence, its certainty, its sources. */
import { partsOf } from "./answer-text.js";
import { h, icon, steps } from "./dom.js";
import { fill } from "./texts.js";
/** @import {Answer, Source, Texts} from "./types" */

const URGENT = ["emergency", "crisis"];
// The word before source marks is taken with them, so that no line begins with a mark.
const MARK = /(\S{0,24} ?(?:\[\d+\])+|https?:\/\/[^\s<>"]+[^\s<>".,;:)\]])/;
// Its word always stands beside it, so screen readers pass over the symbol.
const SYMBOL = /([⊕◯]{4})/;
// In an emergency the number to call can be tapped: 112, 911, 999, 116 123.
const PHONE = /(\b\d{3}(?: \d{3})?\b)(?! ?(?:mg|ml|g|kg|hours|minutes|days|people))/;

/**
 * @param {Answer} answer
 * @param {Texts} texts
 * @returns {HTMLElement}
 */
export function card(answer, texts) {
  const { blocks, review, sourced } = partsOf(answer);
  const urgent = URGENT.includes(answer.kind);
  const box = h("div", {
    class: `card kind-${answer.kind}${urgent ? " urgent" : ""}`,
    // The record is in English, whatever the page around it is.
    lang: "en",
    dir: "ltr",
  });
  const label = labelOf(answer.kind, texts);
  if (label) box.append(h("p", { class: "label" }, urgent ? icon("urgent") : null, label));
  if (answer.interpretation) {
    const words = [h("span", { class: "quiet" }, `${texts.reading}: `), answer.interpretation];
    box.append(h("p", { class: "reading" }, icon("read"), h("span", {}, ...words)));
  }
  /** @type {Map<number, HTMLElement>} */
  const items = new Map();
  const list = sourced ? sourceList(answer.sources, texts, items) : null;
  /** @param {number} number */
  const show = (number) => {
    const item = items.get(number);
    if (!list || !item) return;
    list.open = true;
    item.focus();
  };
  /** @param {string} text */
  const inline = (text) => (urgent ? withPhones(text) : withMarks(text, items, show, texts));
  blocks.forEach((block, index) => {
    if (block.type === "certainty") {
      const word = fill(texts.certainty, { word: block.word });
      const judged = block.judged ? h("span", { class: "quiet" }, ` (${block.judged})`) : null;
      const head = h("p", { class: "level" }, steps(block.steps), h("b", {}, word), judged);
      const because = h("p", { class: "because" }, ...inline(capital(block.because)));
      box.append(h("div", { class: `certainty step-${block.steps}` }, head, because));
    } else if (block.type === "list") {
      const points = block.items.map((item) => h("li", {}, ...inline(item)));
      box.append(h("ul", {}, ...points));
    } else {
      const rated = blocks[index + 1]?.type === "certainty";
      const lead = rated || (index === 0 && (urgent || block.text.length < 120));
      box.append(h("p", { class: lead ? "lead" : null }, ...inline(block.text)));
    }
  });
  if (list) box.append(list);
  if (review) box.append(h("p", { class: "quiet review" }, review));
  return box;
}

/** @param {string} kind @param {Texts} texts */
function labelOf(kind, texts) {
  if (kind === "emergency") return texts.urgent;
  if (kind === "crisis") return texts.crisis;
  if (kind === "unavailable") return texts.failed;
  return kind === "no_record" || kind === "unknown_concept" ? texts.notOnRecord : null;
}

/**
 * @param {Source[]} sources
 * @param {Texts} texts
 * @param {Map<number, HTMLElement>} items is filled with the entries, by number
 */
function sourceList(sources, texts, items) {
  const list = h("ol", {});
  sources.forEach((source, index) => {
    const item = h("li", { tabindex: "-1" }, `${source.citation} `);
    if (source.url && /^https?:\/\//.test(source.url)) item.append(link(source.url, texts));
    items.set(index + 1, item);
    list.append(item);
  });
  const summary = h("summary", {}, fill(texts.sources, { count: sources.length }));
  return h("details", { class: "sources" }, summary, list);
}

/** @param {string} url @param {Texts} texts */
function link(url, texts) {
  const shown = url.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  const hint = h("span", { class: "hidden" }, ` (${texts.opensNew})`);
  const options = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return h("a", options, shown, hint);
}

/**
 * The text with its source marks as buttons and its addresses as links.
 *
 * @param {string} text
 * @param {Map<number, HTMLElement>} items
 * @param {(number: number) => void} show
 * @param {Texts} texts
 * @returns {(Node | string)[]}
 */
function withMarks(text, items, show, texts) {
  /** @param {string} mark such as "[1]" */
  const button = (mark) => {
    const number = Number(mark.slice(1, -1));
    if (!items.has(number)) return mark;
    const name = fill(texts.sourceMark, { count: number });
    const options = { class: "mark", "aria-label": name, title: name };
    return h("button", { ...options, onclick: () => show(number) }, String(number));
  };
  return text.split(MARK).flatMap((part, index) => {
    if (index % 2 === 0) return part.split(SYMBOL).map((each, at) => (at % 2 ? unspoken(each) : each));
    if (part.startsWith("http")) return link(part, texts);
    const parts = part.split(/(\[\d+\])/).map((each, at) => (at % 2 ? button(each) : each));
    return h("span", { class: "together" }, ...parts);
  });
}

/** @param {string} symbol */
function unspoken(symbol) {
  return h("span", { "aria-hidden": "true" }, symbol);
}

/** @param {string} text @returns {(Node | string)[]} */
function withPhones(text) {
  const parts = text.split(new RegExp(PHONE, "g"));
  return parts.map((part, index) =>
    index % 2 === 0 ? part : h("a", { href: `tel:${part.replaceAll(" ", "")}` }, part),
  );
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
