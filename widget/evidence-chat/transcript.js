/** The messages, one below the other, with day marks; all of it can be reached by arrow keys. */
import { card } from "./card.js";
import { h, icon } from "./dom.js";
import { tools } from "./tools.js";
/** @import {Actions, Exchange, Session, Texts} from "./types" */

const NEAR = 120; // pixels from the end within which the transcript follows new answers
const MOVES = ["ArrowUp", "ArrowDown", "Home", "End"];

export class Transcript {
  /** @param {Session} session @param {Texts} texts @param {Actions} actions */
  constructor(session, texts, actions) {
    this.session = session;
    this.texts = texts;
    this.actions = actions;
    /** The day of the newest message. */
    this.day = "";
    this.list = h("ol", {});
    this.typing = h("li", { class: "message typing" });
    this.jump = h("button", { class: "tool jump", hidden: true, onclick: () => this.toEnd() },
      icon("arrow"), texts.newAnswer);
    this.element = h("div", {
      class: "transcript",
      tabindex: "0",
      role: "region",
      "aria-label": texts.transcript,
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.move(event),
      onscroll: () => {
        if (this.fromEnd() < NEAR) this.jump.hidden = true;
      },
    }, this.list);
    this.restart();
  }

  /** Everything anew, from the session. */
  restart() {
    this.list.replaceChildren();
    this.jump.hidden = true;
    this.day = "";
    this.greet();
    for (const exchange of this.session.exchanges) this.show(exchange);
    this.settle();
  }

  greet() {
    const { welcome, welcomeMore, examples } = this.texts;
    if (this.session.exchanges.length > 0) return;
    this.list.append(
      h("li", { class: "message welcome", tabindex: "-1" },
        h("h3", {}, welcome), h("p", {}, welcomeMore),
        this.chips(examples.map((title) => ({ title, payload: title })))),
    );
  }

  /** @param {Exchange} exchange just asked, answered or refused */
  show(exchange) {
    const follow = this.fromEnd() < NEAR;
    this.list.querySelector(".welcome")?.remove();
    if (!this.find(`q-${exchange.id}`)) {
      this.markDay(exchange.askedAt);
      this.list.append(
        h("li", { class: "message question", tabindex: "-1", "data-id": `q-${exchange.id}` },
          h("span", { class: "hidden" }, `${this.texts.you}: `),
          h("div", { class: "bubble", dir: "auto" }, exchange.question)),
      );
      this.toEnd();
    }
    if (exchange.state !== "waiting" && !this.find(`a-${exchange.id}`)) this.reply(exchange, follow);
    this.waiting();
  }

  /** @param {Exchange} exchange @param {boolean} follow */
  reply(exchange, follow) {
    // Switching the wording and asking on belong to the newest answer.
    for (const old of this.list.querySelectorAll(".switch, .chips-title, .chips")) old.remove();
    const item = h("li", { class: "message answer", tabindex: "-1", "data-id": `a-${exchange.id}` },
      h("span", { class: "hidden" }, `${this.texts.assistant}: `));
    if (exchange.answer) {
      item.append(card(exchange.answer, this.texts),
        tools(exchange, this.session.register, this.texts, this.actions));
      const { suggestions } = exchange.answer;
      if (suggestions.length > 0) {
        item.append(h("p", { class: "chips-title" }, this.texts.ask), this.chips(suggestions));
      }
    } else item.append(h("div", { class: "card" }, h("p", {}, exchange.refusal ?? "")));
    const question = this.find(`q-${exchange.id}`);
    if (exchange.forgotten) question?.before(h("li", { class: "note" }, this.texts.forgotten));
    question?.after(item);
    if (!follow) this.jump.hidden = false;
    else if (question) this.element.scrollTop = this.topOf(question) - 16;
  }

  /** @param {{title: string, payload: string}[]} suggestions */
  chips(suggestions) {
    const chips = suggestions.map(({ title, payload }) =>
      h("li", {}, h("button", { class: "chip", dir: "auto", onclick: () => this.actions.ask(payload) }, title)));
    return h("ul", { class: "chips" }, ...chips);
  }

  /** Shows that an answer is being looked up, where one is. @param {string} [text] */
  waiting(text = this.texts.waiting) {
    this.typing.remove();
    const { name } = this.session.status;
    const open = this.session.next();
    if (!open || (name !== "asking" && name !== "slow")) return;
    const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.typing.replaceChildren(dots, text);
    this.find(`q-${open.id}`)?.after(this.typing);
    if (this.fromEnd() < NEAR) this.toEnd();
  }

  /** @param {string} text shown for a moment below the messages */
  toast(text) {
    this.list.querySelector(".toast")?.remove();
    const note = h("li", { class: "note toast", "aria-hidden": "true" }, text);
    const inside = /** @type {ShadowRoot} */ (this.element.getRootNode()).activeElement;
    const after = inside?.closest(".message") ?? this.list.lastElementChild;
    after ? after.after(note) : this.list.append(note);
    setTimeout(() => note.remove(), 4000);
  }

  /** @param {number} time */
  markDay(time) {
    const date = new Date(time);
    const day = date.toDateString();
    if (day === this.day) return;
    this.day = day;
    const now = new Date();
    const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
    const long = { day: "numeric", month: "long", year: "numeric" };
    const name = day === now.toDateString() ? this.texts.today
      : day === yesterday.toDateString() ? this.texts.yesterday
      : date.toLocaleDateString(undefined, /** @type {Intl.DateTimeFormatOptions} */ (long));
    this.list.append(h("li", { class: "day" }, name));
  }

  /** Arrow keys, Home and End go from message to message. @param {KeyboardEvent} event */
  move(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const onMessage = target === this.element || target.classList.contains("message");
    if (!onMessage || !MOVES.includes(event.key)) return;
    const messages = /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("li.message[tabindex]")]);
    const here = messages.indexOf(target);
    const last = messages.length - 1;
    const there = { ArrowUp: here < 0 ? last : Math.max(0, here - 1), ArrowDown: Math.min(last, here + 1), Home: 0, End: last }[event.key];
    event.preventDefault();
    messages[there ?? last]?.focus();
  }

  /** @param {string} id @returns {HTMLElement | null} */
  find(id) {
    return this.list.querySelector(`[data-id="${id}"]`);
  }

  /** @param {HTMLElement} item */
  topOf(item) {
    return item.getBoundingClientRect().top - this.element.getBoundingClientRect().top + this.element.scrollTop;
  }

  fromEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight;
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** When it becomes visible: the newest question at the top, or all that there is. */
  settle() {
    const questions = this.list.querySelectorAll(".question");
    const newest = /** @type {HTMLElement | undefined} */ (questions[questions.length - 1]);
    if (newest) this.element.scrollTop = this.topOf(newest) - 16;
  }
}
