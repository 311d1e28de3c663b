/** The whole of the embedding: this module defines <evidence-chat>. */
import { EvidenceChat } from "./evidence-chat/element.js";

if (!customElements.get("evidence-chat")) customElements.define("evidence-chat", EvidenceChat);
