/** What a person can do with an answer: copy it, switch its wording, ask on, say what they think. */
import { h, icon } from "./dom.js";
/** @import {Actions, Answer, Exchange, Opinion, Register, Texts} from "./types" */

/**
 * @param {Exchange} exchange an answered one
 * @param {Register} register in which the conversation is
 * @param {Texts} texts
 * @param {Actions} actions
 */
export function tools(exchange, register, texts, actions) {
  const answer = /** @type {Answer} */ (exchange.answer);
  const bar = h("div", { class: "tools" });
  if (answer.claims.length > 0) {
    bar.append(
      h("button", { class: "tool", onclick: () => copy(answer, texts, actions) },
        icon("copy"), texts.copy),
      wording(register, texts, actions),
    );
  }
  bar.append(thumbs(exchange, texts, actions));
  return bar;
}

/**
 * @param {Answer} answer
 * @param {Texts} texts
 */
export function citable(answer, texts) {
  const record = answer.record ? `\nRecord ${answer.record.date} (${answer.record.hash}).` : "";
  return `${answer.text}\n\n${texts.printed}${record}\n`;
}

/** @param {Answer} answer @param {Texts} texts @param {Actions} actions */
async function copy(answer, texts, actions) {
  try {
    await navigator.clipboard.writeText(citable(answer, texts));
    actions.say(texts.copied);
  } catch {
    actions.say(texts.copyFailed);
  }
}

/** @param {Register} register @param {Texts} texts @param {Actions} actions */
function wording(register, texts, actions) {
  /** @param {Register} name @param {string} label @param {string} question */
  const choice = (name, label, question) =>
    h("button", {
      "aria-pressed": String(register === name),
      onclick: () => actions.ask(question, name),
    }, label);
  return h("div", { class: "switch", role: "group", "aria-label": texts.wording },
    choice("plain", texts.plain, texts.askPlain),
    choice("clinical", texts.clinical, texts.askClinical));
}

/** @param {Exchange} exchange @param {Texts} texts @param {Actions} actions */
function thumbs(exchange, texts, actions) {
  const box = h("div", { class: "thumbs" });
  const up = thumb("up", texts.yes);
  const down = thumb("down", texts.no);
  /** @param {"up" | "down" | undefined} given */
  const press = (given) => {
    up.setAttribute("aria-pressed", String(given === "up"));
    down.setAttribute("aria-pressed", String(given === "down"));
  };
  /** @param {Opinion} opinion */
  const give = async (opinion) => {
    try {
      await actions.rate(exchange, opinion);
      press(opinion.thumb);
      actions.say(texts.thanks);
    } catch (error) {
      actions.say((error instanceof Error && error.name === "Error" && error.message) || texts.thumbFailed);
    }
  };
  press(exchange.thumb);
  up.addEventListener("click", () => {
    box.querySelector("form")?.remove();
    void give({ thumb: "up" });
  });
  down.addEventListener("click", () => {
    if (box.querySelector("form")) return;
    const form = reasons(texts, give, () => down.focus());
    box.append(form);
    form.querySelector("input")?.focus();
  });
  box.append(
    h("div", { class: "ask-thumb", role: "group", "aria-label": texts.helpful },
      h("span", { class: "quiet" }, texts.helpful), up, down),
  );
  return box;
}

/** @param {"up" | "down"} name @param {string} label */
function thumb(name, label) {
  return h("button", { class: "round", "aria-label": label, title: label }, icon(name));
}

let forms = 0;

/**
 * @param {Texts} texts
 * @param {(opinion: Opinion) => Promise<void>} give
 * @param {() => void} back puts the focus where it was
 */
function reasons(texts, give, back) {
  forms += 1;
  const name = `reason-${forms}`;
  const choices = Object.entries(texts.reasons).map(([value, label]) =>
    h("label", { class: "choice" }, h("input", { type: "radio", name, value }), label));
  const comment = h("textarea", { rows: "2", maxlength: "500", id: `${name}-comment` });
  const share = h("input", { type: "checkbox" });
  /** @type {HTMLFormElement} */
  const form = h("form", { class: "reasons" },
    h("fieldset", {}, h("legend", {}, texts.whyNot), ...choices),
    h("label", { for: `${name}-comment` }, texts.comment), comment,
    h("label", { class: "choice" }, share, texts.share),
    h("div", { class: "row" },
      h("button", { type: "submit", class: "primary" }, texts.sendThumb),
      h("button", { class: "tool", onclick: () => close() }, texts.cancel)));
  const close = () => {
    form.remove();
    back();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = String(new FormData(form).get(name) ?? "") || null;
    close();
    await give({ thumb: "down", reason, comment: comment.value, share: share.checked });
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  return form;
}
