/**
 * The evidence map: conditions by specialty, a column for each treatment, a button for each
 * finding that asks the assistant about it.
 *
 * @typedef {object} Cell
 * @property {string} treatment
 * @property {string} treatment_name
 * @property {string} condition
 * @property {string} condition_name
 * @property {string | null} situation
 * @property {string} group
 * @property {string} direction
 * @property {string} certainty
 * @property {string} question
 *
 * @typedef {{record: {hash: string, date: string}, cells: Cell[], certainty: Record<string, {word: string, symbol: string}>}} MapData
 */
import { h } from "/evidence-chat/dom.js";

/** @type {Record<string, [shape: string, words: string]>} */
const DIRECTIONS = {
  benefit: ["▲", "favours the treatment"],
  similar: ["=", "about the same as another treatment"],
  "no-benefit": ["–", "little to no difference"],
  worse: ["▼", "less than another treatment"],
  harm: ["✕", "harm"],
  mixed: ["◆", "studies disagree"],
  uncertain: ["?", "not settled"],
};

const filters = /** @type {HTMLFormElement} */ (document.getElementById("filters"));
const place = /** @type {HTMLElement} */ (document.getElementById("map"));
const count = /** @type {HTMLElement} */ (document.getElementById("count"));

await load();

async function load() {
  try {
    const response = await fetch("/map.json", { signal: AbortSignal.timeout(30_000) });
    if (!response.ok) throw new Error(String(response.status));
    begin(await response.json());
  } catch {
    const again = h("button", { class: "again", onclick: () => load() }, "Try again");
    place.replaceChildren(h("p", { role: "alert" }, "The record cannot be reached just now. "), again);
  }
}

/** @param {MapData} data */
function begin(data) {
  const groups = [...new Set(data.cells.map((cell) => cell.group))].sort();
  const levels = Object.entries(data.certainty).map(([id, { word }]) => ({ id, word }));
  const order = ["high", "moderate", "low", "very-low", "none"];
  levels.sort((one, other) => order.indexOf(one.id) - order.indexOf(other.id));
  choices("group").append(...groups.map((name) => h("option", { value: name }, capital(name))));
  choices("certainty").append(
    ...levels.map(({ id, word }) => h("option", { value: id }, capital(word))),
  );
  const used = new Set(data.cells.map((cell) => cell.direction));
  document.getElementById("legend")?.append(
    ...Object.entries(DIRECTIONS)
      .filter(([id]) => used.has(id))
      .map(([, [shape, words]]) => h("li", {}, h("span", { "aria-hidden": "true" }, shape), ` ${words}`)),
  );
  filters.addEventListener("change", () => draw(data));
  draw(data);
}

/** @param {string} name */
function choices(name) {
  return /** @type {HTMLSelectElement} */ (filters.elements.namedItem(name));
}

/** @param {MapData} data */
function draw(data) {
  const group = choices("group").value;
  const certainty = choices("certainty").value;
  const cells = data.cells.filter(
    (cell) => (!group || cell.group === group) && (!certainty || cell.certainty === certainty),
  );
  const conditions = new Set(cells.map((cell) => cell.condition)).size;
  count.textContent = cells.length
    ? `Findings: ${cells.length}, conditions: ${conditions}`
    : "No finding on record with this choice.";
  /** @type {Map<string, string>} */
  const treatments = new Map();
  for (const cell of cells) treatments.set(cell.treatment, cell.treatment_name);
  const columns = [...treatments].sort(([one], [other]) =>
    one === "ivig" ? -1 : other === "ivig" ? 1 : one.localeCompare(other),
  );
  const groups = [...new Set(cells.map((cell) => cell.group))];
  place.replaceChildren(
    ...groups.map((name) => section(name, cells.filter((cell) => cell.group === name), columns, data)),
    h("p", { class: "quiet" }, `Record of ${data.record.date} (${data.record.hash}).`),
  );
}

/** @param {string} name @param {Cell[]} cells @param {[string, string][]} columns @param {MapData} data */
function section(name, cells, columns, data) {
  const shown = columns.filter(([id]) => cells.some((cell) => cell.treatment === id));
  const head = h("tr", {}, h("th", { scope: "col" }, "Condition"),
    ...shown.map(([, label]) => h("th", { scope: "col" }, label)));
  const rows = [...new Set(cells.map((cell) => cell.condition))].map((id) => {
    const own = cells.filter((cell) => cell.condition === id);
    const title = own[0]?.condition_name ?? id;
    return h("tr", {}, h("th", { scope: "row" }, capital(title)),
      ...shown.map(([treatment, label]) => {
        const found = own.filter((cell) => cell.treatment === treatment);
        return h("td", { "data-label": found.length ? label : null }, ...found.map((cell) => finding(cell, data)));
      }));
  });
  return h("section", { "aria-label": capital(name) }, h("h3", {}, capital(name)),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${capital(name)}: findings` },
      h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows))));
}

/** @param {Cell} cell @param {MapData} data */
function finding(cell, data) {
  const [shape, words] = DIRECTIONS[cell.direction] ?? ["?", cell.direction];
  const word = data.certainty[cell.certainty]?.word ?? cell.certainty;
  const spoken = `${cell.treatment_name} in ${cell.condition_name}: ${words}, certainty `;
  return h("button", { class: `finding ${cell.certainty}`, title: cell.question, onclick: () => ask(cell) },
    h("span", { "aria-hidden": "true", class: "shape" }, shape),
    h("span", { class: "hidden" }, spoken), word,
    cell.situation ? h("small", {}, ` ${cell.situation}`) : null);
}

/** @param {Cell} cell */
function ask(cell) {
  const chat = /** @type {import("../evidence-chat/element.js").EvidenceChat} */ (
    document.querySelector("evidence-chat")
  );
  chat.open();
  chat.ask(cell.question);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
