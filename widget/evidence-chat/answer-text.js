/**
 * An answer's text taken apart into what the card shows. What has no known shape stays a
 * paragraph, so that no word of an answer is ever lost.
 *
 * @typedef {{type: "text", text: string}} Paragraph
 * @typedef {{type: "list", items: string[]}} List
 * @typedef {{type: "certainty", word: string, steps: number, judged: string, because: string}} Certainty
 * @typedef {Paragraph | List | Certainty} Block
 * @typedef {{blocks: Block[], review: string | null, sourced: boolean}} Parts
 */
/** @import {Answer} from "./types" */

const CERTAINTY = /^Certainty: ([a-z ]+?) ([⊕◯]{4})(?: \(([^)]*)\))?([^]*)$/;
const BULLET = "• ";

/**
 * @param {Answer} answer
 * @returns {Parts}
 */
export function partsOf(answer) {
  const paragraphs = answer.text.split("\n\n");
  if (answer.interpretation && paragraphs[0] === answer.interpretation) paragraphs.shift();
  const last = paragraphs[paragraphs.length - 1] ?? "";
  const sourced = last.startsWith("Sources:\n") && answer.sources.length > 0;
  let review = null;
  if (sourced) {
    paragraphs.pop();
    const note = last.split("\n").at(-1) ?? "";
    review = note.startsWith("[") ? null : note;
  }
  return { blocks: paragraphs.flatMap(blocksOf), review, sourced };
}

/**
 * @param {string} paragraph
 * @returns {Block[]}
 */
function blocksOf(paragraph) {
  const found = CERTAINTY.exec(paragraph);
  if (found) {
    const [, word = "", symbol = "", judged = "", rest = ""] = found;
    const because = rest.replace(/^, /, "").replace(/^\.\s*/, "");
    return [{ type: "certainty", word, steps: symbol.split("⊕").length - 1, judged, because }];
  }
  const lines = paragraph.split("\n");
  const items = lines.filter((line) => line.startsWith(BULLET));
  if (items.length === 0) return [{ type: "text", text: paragraph }];
  /** @type {Block[]} */
  const blocks = [];
  for (const line of lines) {
    const before = blocks.at(-1);
    if (!line.startsWith(BULLET)) blocks.push({ type: "text", text: line });
    else if (before?.type === "list") before.items.push(line.slice(BULLET.length));
    else blocks.push({ type: "list", items: [line.slice(BULLET.length)] });
  }
  return blocks;
}

/**
 * What a screen reader is told when the answer arrives: all of it but the sources.
 *
 * @param {Answer} answer
 */
export function spoken(answer) {
  const { blocks } = partsOf(answer);
  const said = blocks.map((block) => {
    if (block.type === "list") return block.items.join("; ");
    if (block.type === "text") return block.text;
    return `Certainty: ${block.word}${block.judged ? `, ${block.judged}` : ""}. ${block.because}`;
  });
  const whole = [answer.interpretation ?? "", ...said].filter(Boolean).join("\n");
  return whole.replace(/ ?((\[\d+\])+|[⊕◯]{4})/g, "");
}
