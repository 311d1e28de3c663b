/**
 * The shapes that travel between the widget's modules.
 *
 * @typedef {{id: string, citation: string, url: string | null}} Source
 * @typedef {{title: string, payload: string}} Suggestion
 *
 * The contract's object (`answer/1`), as far as the widget looks at it.
 * @typedef {object} Answer
 * @property {string} kind
 * @property {string} text  the whole message, paragraphs separated by blank lines
 * @property {string | null} interpretation
 * @property {Source[]} sources
 * @property {Suggestion[]} suggestions
 * @property {string[]} claims
 * @property {{hash: string, date: string} | null} record
 *
 * One question with its answer.
 * @typedef {object} Exchange
 * @property {string} id  names the message to the server, so that a retry is known as one
 * @property {string} question
 * @property {number} askedAt  milliseconds since 1970
 * @property {"waiting" | "answered" | "refused"} state
 * @property {boolean} sent  whether it may have reached the server before
 * @property {Answer} [answer]
 * @property {string} [refusal]  why the server would not take it
 * @property {boolean} [forgotten]  the server began a new conversation with this one
 * @property {"up" | "down"} [thumb]
 *
 * How the connection is: `seconds` until the next try, where there is one.
 * @typedef {{name: "ready" | "asking" | "slow" | "offline" | "unreachable" | "busy", seconds: number}} Status
 */
export {};
