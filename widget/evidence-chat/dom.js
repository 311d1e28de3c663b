/** Elements made in code. Text is always text: nothing here ever parses HTML. */

/**
 * An element with attributes and children. `onclick` and the like are listeners; null, undefined
 * and false leave an attribute out, true sets it without a value.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (tag === "button") element.setAttribute("type", "button");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string>} attributes */
function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Line drawings on a grid of 24. */
const DRAWINGS = {
  chat: "M4 5h16v11H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  again: "M5 12a7 7 0 1 0 2-5M4 4v4h4",
  download: "M12 4v11m-4-4 4 4 4-4M5 20h14",
  print: "M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z",
  copy: "M9 9h10v11H9zM5 15V4h10",
  send: "M4 12l16-8-6 16-3-7z",
  up: "M7 11v9H4v-9zm0 0 4-7c2 0 2 2 2 3l-.5 3H20l-1.5 10H7",
  down: "M7 13V4H4v9zm0 0 4 7c2 0 2-2 2-3l-.5-3H20L18.5 4H7",
  urgent: "M12 3l10 18H2zM12 10v5m0 3v.01",
  read: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm5-2 5 5",
  arrow: "M12 5v14m-6-6 6 6 6-6",
};

/**
 * A drawing beside words, which carry the meaning: screen readers pass over it.
 *
 * @param {keyof typeof DRAWINGS} name
 */
export function icon(name) {
  const drawing = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" });
  drawing.append(svg("path", { d: DRAWINGS[name] }));
  return drawing;
}

/**
 * GRADE's symbol: four circles, as many with a plus as the certainty has steps.
 *
 * @param {number} steps from 0 to 4
 */
export function steps(steps) {
  const drawing = svg("svg", { viewBox: "0 0 100 22", "aria-hidden": "true", class: "steps" });
  for (let each = 0; each < 4; each += 1) {
    const x = 12 + each * 25;
    const full = each < steps;
    drawing.append(svg("circle", { cx: `${x}`, cy: "11", r: "9", class: full ? "full" : "" }));
    if (full) drawing.append(svg("path", { d: `M${x - 5} 11h10M${x} 6v10`, class: "plus" }));
  }
  return drawing;
}
