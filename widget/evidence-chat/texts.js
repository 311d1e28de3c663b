/**
 * Every word of the widget itself. A page replaces any of them, for a translation or a house
 * style: `<evidence-chat><script type="application/json">{"title": "…"}</script></evidence-chat>`
 * or the property `texts`. `{count}` and the like are filled in.
 */
export const TEXTS = {
  title: "Ask about the evidence",
  subtitle: "Immunoglobulin therapy (IVIG)",
  open: "Ask about the evidence for IVIG",
  close: "Close",
  restart: "Start over",
  restartSure: "Erase this conversation and start over?",
  download: "Save as text",
  print: "Print",
  unread: "{count} new",
  newAnswer: "New answer",
  transcript: "Conversation. Up and down arrows move between messages.",
  welcome: "What would you like to know?",
  welcomeMore:
    "I tell what is published about immunoglobulin therapy: whether it helps, how sure that is, and who says so. The conversation stays in this tab and is erased when you close it.",
  examples: [
    "Does IVIG help CIDP?",
    "What dose is used in MMN?",
    "IVIG or plasma exchange for Guillain-Barré?",
    "What are the side effects?",
  ],
  notice: "Not medical advice. In an emergency, call your local emergency number.",
  label: "Your question",
  placeholder: "Type your question",
  send: "Send",
  tooLong: "{count} characters too long",
  left: "{count} characters left",
  you: "You",
  assistant: "Answer",
  waiting: "Looking it up …",
  slow: "This takes longer than usual …",
  offline: "You are offline. Your question is kept, and is sent when you are back.",
  unreachable: "The service cannot be reached. Your question is kept; the next try is in {count} s.",
  busy: "Many questions at once. Yours is sent in {count} s.",
  tryNow: "Try now",
  forgotten: "The earlier conversation has ended on the server. Name the condition again if an answer seems off.",
  reading: "How I read it",
  urgent: "Urgent",
  crisis: "You are not alone",
  notOnRecord: "Not on record",
  failed: "That did not work",
  certainty: "Certainty: {word}",
  sources: "Sources ({count})",
  sourceMark: "Source {count}",
  opensNew: "opens in a new tab",
  copy: "Copy with sources",
  copied: "Copied, with its sources.",
  copyFailed: "Copying is not allowed here.",
  wording: "Wording",
  plain: "Plain",
  clinical: "Clinical",
  askPlain: "explain it simply",
  askClinical: "give me the clinical version",
  ask: "You could ask",
  helpful: "Was this helpful?",
  yes: "Yes, helpful",
  no: "No, not helpful",
  thanks: "Thank you. That is noted.",
  thumbFailed: "That could not be noted; please try again later.",
  whyNot: "What was wrong?",
  reasons: {
    "not-what-i-asked": "Not what I asked",
    "hard-to-understand": "Hard to understand",
    "wrong-or-old": "Wrong or out of date",
    other: "Something else",
  },
  comment: "In your words (please name nobody)",
  share: "Keep my question and this answer with it",
  sendThumb: "Send",
  cancel: "Cancel",
  today: "Today",
  yesterday: "Yesterday",
  printed: "Answers from a curated record of published evidence. Not medical advice.",
};

/**
 * The text with its blanks filled.
 *
 * @param {string} text
 * @param {Record<string, string | number>} blanks
 */
export function fill(text, blanks) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
}
