/**
 * <evidence-chat>: the conversation on any page.
 *
 * Attributes: `server` (default: where this module came from), `mode="page"` (fills its box
 * instead of floating), `theme` (light, dark), `open`. Property: `texts`. Methods: `ask`,
 * `open`, `close`.
 */
import { Chat } from "./chat.js";
import { Session } from "./session.js";
import { sheet } from "./style.js";
import { TEXTS } from "./texts.js";
/** @import {Exchange, Texts} from "./types" */

export class EvidenceChat extends HTMLElement {
  /** @type {Session | null} */
  #session = null;
  /** @type {Chat | null} */
  #chat = null;
  /** @type {Texts} */
  #texts = TEXTS;

  constructor() {
    super();
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [style];
  }

  connectedCallback() {
    const written = this.querySelector('script[type="application/json"]')?.textContent;
    if (written) this.#texts = { ...this.#texts, ...JSON.parse(written) };
    const server = this.getAttribute("server") ?? new URL(import.meta.url).origin;
    const session = new Session(server.replace(/\/$/, ""));
    session.addEventListener("change", (event) => {
      this.#chat?.changed(/** @type {CustomEvent<Exchange>} */ (event).detail);
    });
    session.addEventListener("status", () => this.#chat?.showStatus());
    session.addEventListener("restart", () => this.#chat?.transcript.restart());
    this.#session = session;
    this.#build();
    session.start();
  }

  disconnectedCallback() {
    this.#session?.stop();
  }

  get texts() {
    return this.#texts;
  }

  /** @param {Partial<Texts>} texts the words to replace; the others stay */
  set texts(texts) {
    this.#texts = { ...this.#texts, ...texts };
    this.#build();
  }

  /** @param {string} question */
  ask(question) {
    if (question.trim()) this.#session?.ask(question.trim());
  }

  open() {
    this.#chat?.open();
  }

  close() {
    this.#chat?.close();
  }

  #build() {
    if (!this.#session) return;
    const chat = new Chat(this, this.#session, this.#texts);
    this.shadowRoot?.replaceChildren(chat.launcher, chat.panel, chat.live);
    this.#chat = chat;
    chat.transcript.settle();
  }
}
