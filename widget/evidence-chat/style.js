/**
 * How the widget looks. A page themes it by the custom properties that begin with --evidence-;
 * docs/web.md lists them. Logical properties throughout, so that right-to-left pages fit.
 */
export const sheet = `
:host, .paper {
  --accent: var(--evidence-accent, light-dark(#0f5c6e, #7fd0e0));
  --on-accent: var(--evidence-on-accent, light-dark(#fff, #06262e));
  --ground: var(--evidence-ground, light-dark(#f5f7f7, #12191c));
  --paper: var(--evidence-paper, light-dark(#fff, #1b2428));
  --ink: var(--evidence-ink, light-dark(#1a2a30, #e7eef0));
  --quiet: var(--evidence-quiet, light-dark(#52646b, #a5b6bc));
  --line: var(--evidence-line, light-dark(#d8e0e2, #34434a));
  --field-line: light-dark(#75878e, #7d9097);
  --tint: var(--evidence-tint, light-dark(#e9f2f4, #1f3239));
  --urgent: var(--evidence-urgent, light-dark(#a3161b, #ff9d97));
  --bubble: var(--evidence-bubble, light-dark(#0f5c6e, #23505c));
  --urgent-ground: light-dark(#fdeeee, #3a1a1b);
  --radius: var(--evidence-radius, 14px);
  --font: var(--evidence-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
    "Liberation Sans", Arial, sans-serif);
}
:host { color-scheme: light dark; display: block; font: 400 1.0625rem/1.55 var(--font); color: var(--ink); }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([mode="page"]) { height: 100%; min-height: 20rem; }
:host([hidden]), [hidden] { display: none !important; }
*, *::before, *::after { box-sizing: border-box; }
p, h1, h2, ul, ol, fieldset { margin: 0; padding: 0; border: 0; }
button, textarea, input { font: inherit; color: inherit; }
button { cursor: pointer; }
a { color: var(--accent); overflow-wrap: anywhere; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--quiet); }
.icon { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75;
  stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

.launcher { position: fixed; bottom: 1.25rem; inset-inline-end: 1.25rem; z-index: 2147483000;
  display: flex; align-items: center; gap: .6rem; padding: .85rem 1.25rem; border: 0; border-radius: 2rem;
  background: var(--accent); color: var(--on-accent); font-weight: 600;
  box-shadow: 0 4px 18px rgb(0 0 0 / .25); max-width: calc(100vw - 2.5rem); text-align: start; }
.badge { background: var(--on-accent); color: var(--accent); border-radius: 1rem; padding: 0 .6rem;
  font-size: .875rem; white-space: nowrap; }

.panel { display: flex; flex-direction: column; background: var(--ground); overflow: hidden; height: 100%; }
:host(:not([mode="page"])) .panel { position: fixed; bottom: 1.25rem; inset-inline-end: 1.25rem;
  z-index: 2147483000; width: min(30rem, calc(100vw - 2.5rem)); height: min(46rem, calc(100dvh - 2.5rem));
  border: 1px solid var(--line); border-radius: var(--radius); box-shadow: 0 10px 40px rgb(0 0 0 / .28); }
@media (max-width: 34rem) {
  :host(:not([mode="page"])) .panel { inset: 0; width: 100%; height: 100dvh; border: 0; border-radius: 0; }
}
.head { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; padding: .75rem 1rem;
  background: var(--paper); border-bottom: 1px solid var(--line); }
.titles { flex: 1 1 9rem; min-width: 0; }
.head h2 { font-size: 1.125rem; line-height: 1.3; font-weight: 650; }
.titles p { font-size: .9375rem; line-height: 1.35; color: var(--quiet); }
.menu { display: flex; gap: .25rem; }
.round { display: inline-flex; align-items: center; justify-content: center; width: 2.5rem; height: 2.5rem;
  border: 1px solid transparent; border-radius: 50%; background: none; color: var(--quiet); }
.round:hover { background: var(--tint); color: var(--accent); }
.round[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); }

.transcript { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 1.25rem 1rem; min-height: 8rem; }
.transcript:focus-visible { outline-offset: -3px; }
.transcript > ol { list-style: none; display: flex; flex-direction: column; gap: 1rem; max-width: 46rem; margin-inline: auto; }
li.message { display: flex; flex-direction: column; border-radius: var(--radius); }
li.question { align-items: flex-end; }
.bubble { max-width: 88%; padding: .6rem 1rem; background: var(--bubble); color: #fff;
  border-radius: var(--radius) var(--radius) 3px var(--radius); white-space: pre-wrap; overflow-wrap: anywhere; }
li.day { text-align: center; font-size: .875rem; color: var(--quiet); }
li.note { font-size: .9375rem; color: var(--quiet); border-inline-start: 3px solid var(--line); padding-inline-start: .75rem; }

.welcome h3 { margin: 0 0 .35rem; font-size: 1.375rem; line-height: 1.3; font-weight: 650; }
.welcome p { color: var(--quiet); max-width: 36rem; }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin-top: .75rem; list-style: none; }
.chip { text-align: start; border: 1px solid var(--accent); border-radius: 1.25rem; padding: .4rem .95rem; min-height: 2.5rem;
  background: var(--paper); color: var(--accent); line-height: 1.35; overflow-wrap: anywhere; }
.chip:hover { background: var(--tint); }
.chips-title { margin-top: .9rem; font-size: .9375rem; color: var(--quiet); }

.card { background: var(--paper); border: 1px solid var(--line); border-radius: 3px var(--radius) var(--radius) var(--radius);
  padding: 1.1rem 1.25rem; display: flex; flex-direction: column; gap: .8rem; overflow-wrap: anywhere; min-width: 0; }
.card ul { padding-inline-start: 1.25rem; display: flex; flex-direction: column; gap: .35rem; }
.label { font-size: .875rem; font-weight: 650; letter-spacing: .02em; color: var(--quiet); display: flex; gap: .5rem; align-items: center; }
.reading { font-size: .9375rem; display: flex; gap: .5rem; align-items: flex-start; }
.reading .icon { color: var(--quiet); margin-top: .15em; }
.lead { font-size: 1.1875rem; line-height: 1.45; font-weight: 550; }
.certainty { background: var(--tint); border-radius: calc(var(--radius) - 5px); padding: .7rem .9rem; }
.level { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .65rem; }
.steps { height: 1.3rem; width: 5.9rem; flex: none; color: var(--accent); }
.steps circle { fill: none; stroke: currentColor; stroke-width: 2; }
.steps .full { fill: currentColor; }
.steps .plus { fill: none; stroke: var(--tint); stroke-width: 2.6; stroke-linecap: round; }
.because { margin-top: .2rem; font-size: 1rem; }
.mark { border: 0; border-radius: .4rem; min-width: 1.5rem; min-height: 1.5rem; padding: 0 .3rem; margin-inline: .1rem; font-size: .8125rem; line-height: 1.5rem;
  font-weight: 600; background: var(--tint); color: var(--accent); vertical-align: .12em; }
.certainty .mark { background: var(--paper); }
.together { white-space: nowrap; }
.review { font-size: .9375rem; }
.mark:hover { background: var(--accent); color: var(--on-accent); }
.sources { border-top: 1px solid var(--line); padding-top: .6rem; font-size: .9375rem; }
.sources summary { cursor: pointer; font-weight: 600; padding-block: .2rem; color: var(--accent); min-height: 1.75rem; width: fit-content; }
.sources ol { margin-block: .4rem; padding-inline-start: 1.6rem; display: flex; flex-direction: column; gap: .5rem; }
.sources li:focus { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
.sources a { display: inline-block; padding-block: .1rem; }
.urgent { border: 2px solid var(--urgent); background: var(--urgent-ground); }
.urgent .label { color: var(--urgent); font-size: 1rem; }
.urgent .lead { font-size: 1.3125rem; font-weight: 700; }
.urgent a { color: var(--urgent); font-weight: 700; white-space: nowrap; }
.kind-crisis { border-color: var(--accent); background: var(--tint); }
.kind-crisis .label, .kind-crisis a { color: var(--accent); }
.kind-crisis .lead { font-weight: 600; }

.tools { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin-top: .5rem; font-size: .9375rem; }
.tool { display: inline-flex; align-items: center; gap: .45rem; min-height: 2.25rem; padding: .25rem .8rem; border: 1px solid var(--line);
  border-radius: 1.25rem; background: var(--paper); color: var(--ink); }
.tool:hover, .switch button:hover { background: var(--tint); }
.switch { display: inline-flex; border: 1px solid var(--line); border-radius: 1.25rem; overflow: hidden; background: var(--paper); }
.switch button { border: 0; background: none; padding: .25rem .8rem; min-height: 2.25rem; }
.switch button[aria-pressed="true"] { background: var(--tint); color: var(--accent); font-weight: 650; }
.switch button:focus-visible { outline-offset: -3px; border-radius: 1.25rem; }
.thumbs { margin-inline-start: auto; }
.ask-thumb { display: flex; align-items: center; gap: .15rem; }
.ask-thumb span { margin-inline-end: .3rem; }
.reasons { flex: 1 0 100%; display: flex; flex-direction: column; gap: .5rem; margin-top: .5rem; padding: .9rem 1rem;
  background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); }
.thumbs:has(form) { flex: 1 0 100%; }
.reasons legend { font-weight: 650; padding: 0; }
.reasons textarea { width: 100%; border: 1px solid var(--field-line); border-radius: 8px; background: var(--paper); padding: .5rem .7rem; }
.choice { display: flex; gap: .6rem; align-items: center; min-height: 2rem; }
.choice input { width: 1.15rem; height: 1.15rem; flex: none; accent-color: var(--accent); }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
.primary { border: 0; border-radius: 1.25rem; padding: .35rem 1.1rem; min-height: 2.25rem; background: var(--accent); color: var(--on-accent); font-weight: 600; }

.typing { display: flex; align-items: center; gap: .6rem; color: var(--quiet); font-size: .9375rem; }
.dots { display: inline-flex; gap: .25rem; }
.dots i { width: .45rem; height: .45rem; border-radius: 50%; background: currentColor; animation: breathe 1.2s infinite; }
.dots i:nth-child(2) { animation-delay: .2s; }
.dots i:nth-child(3) { animation-delay: .4s; }
@keyframes breathe { 50% { opacity: .25; } }
@media (prefers-reduced-motion: reduce) { .dots i { animation: none; } }

.foot { position: relative; background: var(--paper); border-top: 1px solid var(--line); padding: .75rem 1rem .6rem; }
.foot > * { max-width: 46rem; margin-inline: auto; }
.jump { position: absolute; bottom: calc(100% + .6rem); inset-inline: 0; width: fit-content; box-shadow: 0 2px 10px rgb(0 0 0 / .2); }
.status { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; padding-bottom: .6rem; font-size: .9375rem; }
.composer { display: flex; gap: .6rem; align-items: flex-end; }
.composer textarea { flex: 1; min-width: 0; resize: none; max-height: 9rem; min-height: 3rem; padding: .65rem .95rem; line-height: 1.5; field-sizing: content;
  border: 1.5px solid var(--field-line); border-radius: var(--radius); background: var(--paper); }
.composer textarea::placeholder { color: var(--quiet); opacity: 1; }
.composer textarea:focus-visible { outline-offset: 0; }
.composer .primary { min-height: 3rem; padding-inline: 1rem; display: inline-flex; gap: .5rem; align-items: center; border-radius: var(--radius); }
.count, .notice { font-size: .875rem; line-height: 1.4; color: var(--quiet); margin-top: .45rem; }
.count.over { color: var(--urgent); font-weight: 600; }
@media (max-width: 24rem) {
  .composer .primary span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .transcript { padding-inline: .65rem; }
  .card { padding: .9rem; }
}
@media (max-height: 24rem) {
  .head { padding-block: .3rem; } .titles p, .notice { display: none; } .transcript { min-height: 5rem; }
}
@media (forced-colors: active) {
  .card, .bubble, .chip, .tool, .mark, .primary, .launcher, .round, .badge { border: 1px solid; }
  .switch button[aria-pressed="true"], .round[aria-pressed="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
  .steps .full { fill: CanvasText; } .steps { color: CanvasText; } .steps .plus { stroke: Canvas; }
  .urgent { border: 4px double; }
}

.paper { color-scheme: light; --paper: #fff; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 400 11pt/1.5 var(--font); color: #000; background: #fff; }
.paper h1 { font-size: 15pt; margin-bottom: .3rem; }
.paper h2 { font-size: 12.5pt; margin-block: 1.4rem .4rem; break-after: avoid; }
.paper .card { break-inside: auto; }
.paper .mark { border: 0; background: none; min-width: 0; }
.paper .mark::before { content: "["; } .paper .mark::after { content: "]"; }
`;
