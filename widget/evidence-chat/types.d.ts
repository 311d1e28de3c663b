/** The shapes that travel between the widget's modules; for the type checker, never served. */

export type Source = { id: string; citation: string; url: string | null };
export type Suggestion = { title: string; payload: string };

/** The contract's object (`answer/1`), as far as the widget looks at it. */
export type Answer = {
  kind: string;
  /** The whole message, paragraphs separated by blank lines. */
  text: string;
  interpretation: string | null;
  sources: Source[];
  suggestions: Suggestion[];
  claims: string[];
  record: { hash: string; date: string } | null;
};

/** One question with its answer. */
export type Exchange = {
  /** Names the message to the server, so that a retry is known as one. */
  id: string;
  question: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  state: "waiting" | "answered" | "refused";
  /** Whether it may have reached the server before. */
  sent: boolean;
  answer?: Answer;
  /** Why the server would not take it. */
  refusal?: string;
  /** The server began a new conversation with this one. */
  forgotten?: boolean;
  thumb?: "up" | "down";
};

/** What a person thinks of an answer. */
export type Opinion = {
  thumb: "up" | "down";
  reason?: string | null;
  comment?: string;
  share?: boolean;
};

export type Register = "plain" | "clinical";

/** How the connection is; `seconds` until the next try, where there is one. */
export type Status = {
  name: "ready" | "asking" | "slow" | "offline" | "unreachable" | "busy";
  seconds: number;
};

/** What the cards can have done. */
export type Actions = {
  ask: (question: string, register?: Register) => void;
  /** Tells a screen reader, and shows it for a moment. */
  say: (text: string) => void;
  rate: (exchange: Exchange, opinion: Opinion) => Promise<void>;
};

export type Texts = typeof import("./texts.js").TEXTS;
export type Session = import("./session.js").Session;
