/** The panel: header, transcript, status, composer; and the button that opens it. */
import { spoken } from "./answer-text.js";
import { h, icon } from "./dom.js";
import { download, print } from "./paper.js";
import { fill } from "./texts.js";
import { Transcript } from "./transcript.js";
/** @import {Exchange, Session, Texts} from "./types" */

const LONGEST = 2000;
const WARN = 200; // characters left from which on the count is shown

export class Chat {
  /**
   * @param {HTMLElement} host the custom element; its attributes `mode` and `open` are looked at
   * @param {Session} session
   * @param {Texts} texts
   */
  constructor(host, session, texts) {
    this.host = host;
    this.session = session;
    this.texts = texts;
    this.unread = 0;
    this.live = h("p", { class: "hidden", role: "status", "aria-live": "polite" });
    this.badge = h("span", { class: "badge", hidden: true });
    this.launcher = h("button", { class: "launcher", onclick: () => this.open() },
      icon("chat"), texts.open, this.badge);
    this.status = h("div", { class: "status", hidden: true });
    this.count = h("p", { class: "count", id: "count", hidden: true });
    this.input = h("textarea", {
      rows: "1",
      id: "question",
      dir: "auto",
      placeholder: texts.placeholder,
      "aria-describedby": "count notice",
      enterkeyhint: "send",
      oninput: () => this.measure(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.submit();
      },
    });
    this.transcript = new Transcript(session, texts, {
      ask: (question, register) => {
        if (register) session.register = register;
        session.ask(question);
        this.input.focus();
      },
      say: (text) => this.say(text, true),
      rate: (exchange, opinion) => session.rate(exchange, opinion),
    });
    this.panel = h("section", {
      class: "panel",
      role: this.isPage ? null : "dialog",
      "aria-label": texts.title,
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.keydown(event),
    }, this.header(), this.transcript.element, this.footer());
    this.showPanel();
    this.showStatus();
  }

  get isPage() {
    return this.host.getAttribute("mode") === "page";
  }

  get isOpen() {
    return this.isPage || this.host.hasAttribute("open");
  }

  open() {
    this.host.setAttribute("open", "");
    this.showPanel();
    this.input.focus();
  }

  close() {
    this.host.removeAttribute("open");
    this.showPanel();
    this.launcher.focus();
  }

  header() {
    const t = this.texts;
    /** @param {Parameters<typeof icon>[0]} name @param {string} label @param {() => void} action */
    const button = (name, label, action) =>
      h("button", { class: "round", "aria-label": label, title: label, onclick: action }, icon(name));
    return h("div", { class: "head" },
      h("div", { class: "titles" }, h("h2", {}, t.title), h("p", {}, t.subtitle)),
      h("div", { class: "menu" },
        button("again", t.restart, () => this.restart()),
        button("download", t.download, () => download(this.session.exchanges, t)),
        button("print", t.print, () => void print(this.session.exchanges, t)),
        this.isPage ? null : button("close", t.close, () => this.close())));
  }

  footer() {
    const t = this.texts;
    const form = h("form", { class: "composer" },
      h("label", { for: "question", class: "hidden" }, t.label), this.input,
      h("button", { type: "submit", class: "primary" }, icon("send"), h("span", {}, t.send)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    return h("div", { class: "foot" }, this.transcript.jump, this.status, form, this.count,
      h("p", { class: "notice", id: "notice" }, t.notice));
  }

  submit() {
    const left = this.measure();
    if (left < 0) this.say(this.count.textContent ?? "");
    if (left < 0 || !this.input.value.trim()) return;
    this.session.ask(this.input.value.trim());
    this.input.value = "";
    this.measure();
  }

  /** Shows how many characters are left, and returns their number. */
  measure() {
    const left = LONGEST - this.input.value.length;
    const text = left < 0 ? this.texts.tooLong : this.texts.left;
    const { count } = this;
    count.hidden = left > WARN;
    count.classList.toggle("over", left < 0);
    count.textContent = left > WARN ? "" : fill(text, { count: Math.abs(left) });
    this.input.setAttribute("aria-invalid", String(left < 0));
    return left;
  }

  restart() {
    if (this.session.exchanges.length > 0 && !window.confirm(this.texts.restartSure)) return;
    this.session.restart();
    this.input.focus();
  }

  /** @param {Exchange} exchange */
  changed(exchange) {
    this.transcript.show(exchange);
    if (exchange.state === "waiting") return;
    const { answer } = exchange;
    this.say(answer ? spoken(answer) : exchange.refusal ?? "");
    if (!this.isOpen || document.hidden) this.unread += 1;
    this.showUnread();
  }

  showPanel() {
    this.launcher.hidden = this.isPage || this.isOpen;
    this.panel.hidden = !this.isOpen;
    if (!this.isOpen) return;
    this.unread = 0;
    this.showUnread();
    this.transcript.settle();
  }

  showUnread() {
    if (this.isPage) return;
    const { unread } = this;
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread ? fill(this.texts.unread, { count: unread }) : "";
  }

  /** The connection in words: what is wrong, what becomes of the question, what one can do. */
  showStatus() {
    const { name, seconds } = this.session.status;
    const t = this.texts;
    this.transcript.waiting(name === "slow" ? t.slow : t.waiting);
    const troubled = name === "offline" || name === "unreachable" || name === "busy";
    this.status.hidden = !troubled;
    if (!troubled) {
      this.status.replaceChildren();
      return;
    }
    const text = fill(t[name], { count: seconds });
    const words = this.status.querySelector("span");
    if (words && this.status.dataset.name === name) {
      words.textContent = text;
      return;
    }
    this.status.dataset.name = name;
    const button = h("button", { class: "tool", onclick: () => this.session.tryNow() }, t.tryNow);
    this.status.replaceChildren(h("span", {}, text), button);
    this.say(text);
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    if (event.key !== "Escape") return;
    const inside = /** @type {ShadowRoot} */ (this.panel.getRootNode()).activeElement;
    if (inside === this.input || inside === null) {
      if (!this.isPage) this.close();
    } else this.input.focus();
  }

  /**
   * Tells it to screen readers, through the one live region.
   *
   * @param {string} text
   * @param {boolean} [shown] whether to show it for a moment too
   */
  say(text, shown = false) {
    this.live.textContent = "";
    this.live.textContent = text;
    if (shown) this.transcript.toast(text);
  }
}
