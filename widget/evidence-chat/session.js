/**
 * The conversation: questions go out one after the other, each until it is answered. A question
 * carries an id, so that asking again after a lost connection or a reload never makes a second
 * turn; it is kept until its answer is here.
 *
 * Events: `change` (detail: the exchange), `status`, `restart`.
 */
import { Storage } from "./storage.js";
/** @import {Exchange, Opinion, Status} from "./types" */

const TIMEOUT = 45_000;
const SLOW = 6_000;
const LONGEST_PAUSE = 20;

/** The server said no, in a sentence. */
class Refusal extends Error {
  /** @param {number} status @param {{code?: string, text?: string, wait?: number}} error */
  constructor(status, error) {
    super(error.text ?? "");
    this.status = status;
    this.code = error.code ?? "";
    this.wait = error.wait ?? 0;
  }
}

export class Session extends EventTarget {
  /** @param {string} server the origin of the service, without a slash at its end */
  constructor(server) {
    super();
    this.server = server;
    this.storage = new Storage(server);
    const kept = this.storage.load();
    this.token = kept.token;
    this.register = kept.register;
    this.exchanges = kept.exchanges;
    /** @type {Status} */
    this.status = { name: "ready", seconds: 0 };
    this.generation = 0;
    this.pumping = false;
    this.failures = 0;
    this.underway = new AbortController();
    /** @type {() => void} */
    this.wake = () => {};
    this.online = () => this.wake();
    this.offline = () => {
      if (this.next()) this.setStatus("offline");
    };
  }

  /** Begin to listen and go on with what was left unanswered. */
  start() {
    window.addEventListener("online", this.online);
    window.addEventListener("offline", this.offline);
    void this.pump();
  }

  /** Stop listening; what is unanswered is kept. */
  stop() {
    window.removeEventListener("online", this.online);
    window.removeEventListener("offline", this.offline);
  }

  /** @param {string} question */
  ask(question) {
    /** @type {Exchange} */
    const exchange = {
      id: newId(),
      question,
      askedAt: Date.now(),
      state: "waiting",
      sent: false,
    };
    this.exchanges.push(exchange);
    this.changed(exchange);
    void this.pump();
  }

  /** Forget everything, here and as far as the server goes. */
  restart() {
    this.generation += 1;
    this.underway.abort();
    this.underway = new AbortController();
    this.exchanges = [];
    this.token = null;
    this.register = "plain";
    this.failures = 0;
    this.save();
    this.setStatus("ready");
    this.wake();
    this.dispatchEvent(new CustomEvent("restart"));
  }

  /** Do not wait for the next try. */
  tryNow() {
    this.wake();
  }

  /**
   * Rate an answer.
   *
   * @param {Exchange} exchange
   * @param {Opinion} opinion
   */
  async rate(exchange, opinion) {
    await this.post("/web/feedback", { id: exchange.id, ...opinion });
    exchange.thumb = opinion.thumb;
    this.save();
  }

  /** @returns {Exchange | undefined} the oldest question without an answer */
  next() {
    return this.exchanges.find((each) => each.state === "waiting");
  }

  save() {
    const { token, register, exchanges } = this;
    this.storage.save({ token, register, exchanges });
  }

  async pump() {
    if (this.pumping) return;
    this.pumping = true;
    for (let exchange = this.next(); exchange; exchange = this.next()) await this.attempt(exchange);
    this.pumping = false;
    this.setStatus("ready");
  }

  /** @param {Exchange} exchange */
  async attempt(exchange) {
    const { generation } = this;
    this.setStatus("asking");
    const slow = setTimeout(() => this.setStatus("slow"), SLOW);
    try {
      if (!this.token) {
        const { token } = await this.post("/web/conversation", {});
        if (generation !== this.generation) return;
        this.token = token;
      }
      const again = exchange.sent;
      exchange.sent = true;
      this.save();
      const body = { id: exchange.id, message: exchange.question, again };
      const { answer } = await this.post("/web/message", body);
      if (generation !== this.generation) return;
      exchange.answer = answer;
      exchange.state = "answered";
      this.failures = 0;
      this.changed(exchange);
    } catch (error) {
      clearTimeout(slow);
      if (generation === this.generation) await this.failed(exchange, error);
    } finally {
      clearTimeout(slow);
    }
  }

  /** @param {Exchange} exchange @param {unknown} error */
  async failed(exchange, error) {
    if (error instanceof Refusal && error.status === 401) {
      this.token = null;
      exchange.sent = false;
      exchange.forgotten = this.exchanges.some((each) => each.state === "answered");
      return;
    }
    if (error instanceof Refusal && error.status === 429) {
      await this.pause("busy", Math.max(1, error.wait));
      return;
    }
    if (error instanceof Refusal && error.status < 500) {
      exchange.state = "refused";
      exchange.refusal = error.message;
      this.changed(exchange);
      return;
    }
    this.failures += 1;
    const seconds = Math.min(LONGEST_PAUSE, 2 ** (this.failures - 1));
    await this.pause(navigator.onLine ? "unreachable" : "offline", seconds);
  }

  /**
   * Wait, second by second as the person sees it, or until `wake` is called.
   *
   * @param {Status["name"]} name
   * @param {number} seconds
   */
  async pause(name, seconds) {
    let awake = false;
    for (let left = seconds; left > 0 && !awake; left -= 1) {
      this.setStatus(name, left);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, 1000, null);
        this.wake = () => {
          awake = true;
          clearTimeout(timer);
          resolve(null);
        };
      });
    }
    this.wake = () => {};
  }

  /**
   * @param {string} path
   * @param {object} body
   * @returns {Promise<any>}
   */
  async post(path, body) {
    /** @type {Record<string, string>} */
    const headers = { "Content-Type": "application/json" };
    if (this.token) headers["X-Conversation"] = this.token;
    const response = await fetch(this.server + path, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT), this.underway.signal]),
    });
    const content = await response.json().catch(() => ({}));
    if (!response.ok) {
      // Only our own refusals are final: a proxy's error page means that the service is away.
      const ours = typeof content?.error?.code === "string";
      throw new Refusal(ours ? response.status : 503, ours ? content.error : {});
    }
    return content;
  }

  /** @param {Exchange} exchange */
  changed(exchange) {
    this.save();
    this.dispatchEvent(new CustomEvent("change", { detail: exchange }));
  }

  /** @param {Status["name"]} name @param {number} [seconds] */
  setStatus(name, seconds = 0) {
    if (this.status.name === name && this.status.seconds === seconds) return;
    this.status = { name, seconds };
    this.dispatchEvent(new CustomEvent("status"));
  }
}

/** Not crypto.randomUUID: that one is missing on pages without https. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
