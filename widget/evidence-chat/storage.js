/**
 * The conversation in the tab's own storage: it survives a reload, is not seen by other tabs and
 * is gone when the tab closes, which matters on a shared computer.
 *
 * @typedef {{token: string | null, register: "plain" | "clinical", exchanges: Exchange[]}} Kept
 */
/** @import {Exchange} from "./types" */

const VERSION = "1";

export class Storage {
  /** @param {string} server */
  constructor(server) {
    this.key = `evidence-chat ${VERSION} ${server}`;
  }

  /** @returns {Kept} */
  load() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
      if (kept && Array.isArray(kept.exchanges)) return kept;
    } catch {
      // No storage here (a sandboxed frame), or not ours: the conversation lives in memory.
    }
    return { token: null, register: "plain", exchanges: [] };
  }

  /** @param {Kept} kept */
  save(kept) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // Full or forbidden: nothing is lost while the page is open.
    }
  }
}
