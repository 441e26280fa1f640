/** The dialog's looks: those of the product's pages (`public/pages.css`), in a style sheet that no policy of the page can refuse. */

export const STYLE = `
:host { all: initial !important; display: contents !important }
dialog, .sign {
  color-scheme: light dark;
  --surface: light-dark(#fff, #1d222a); --text: light-dark(#1b222c, #e9edf3); --muted: light-dark(#4d5968, #aab4c2);
  --line: light-dark(#d5dbe3, #39424f); --field: light-dark(#77828f, #7f8b9a); --accent: light-dark(#0b57a4, #8cc2ff);
  --on-accent: light-dark(#fff, #0b1a2b); --attention: light-dark(#8a4b00, #ffc078); --ground: light-dark(#fff4e3, #33260f);
  --shut: light-dark(#a3262a, #ff9c98);
}
* { box-sizing: border-box }
dialog, .sign {
  inset: 0; margin: auto; padding: 0; border: 1px solid var(--line); border-radius: 12px;
  background: var(--surface); color: var(--text); font: 16px/1.5 system-ui, sans-serif; text-align: start;
  overflow-wrap: anywhere; letter-spacing: normal; white-space: normal; cursor: auto; user-select: text;
}
dialog {
  position: fixed; width: min(36rem, calc(100vw - 1rem)); max-width: none; max-height: calc(100vh - 1rem); overflow: auto;
  border-block-start: 4px solid var(--attention); box-shadow: 0 1rem 3rem rgb(0 0 0 / .35);
}
dialog.shut { border-block-start-color: var(--shut) }
dialog::backdrop { background: rgb(10 15 25 / .55) }
main { display: grid; gap: 1rem; padding: clamp(.75rem, 4vw, 1.75rem) }
section { display: grid; gap: .5rem }
h1, h2, p, ul, ol { margin: 0 }
h1 { font-size: 1.375rem; line-height: 1.25; text-wrap: balance }
h2 { font-size: 1rem; line-height: 1.4 }
ul, ol { padding-inline-start: 1.25rem }
.found { display: grid; gap: .25rem; padding: .75rem 1rem; list-style: none; border-radius: 8px; background: var(--ground) }
.found li { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline }
.found b { font-weight: 600 }
code { font: .9375em ui-monospace, monospace }
.quiet { color: var(--muted); font-size: .875rem }
a { color: var(--accent); text-underline-offset: .15em }
.actions { display: flex; flex-wrap: wrap; gap: .5rem .75rem }
button {
  padding: .5rem 1rem; border: 1px solid var(--accent); border-radius: 8px; background: var(--accent); color: var(--on-accent);
  font: inherit; font-weight: 600; cursor: pointer;
}
button.second { background: none; color: var(--accent) }
button:hover { text-decoration: underline }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
details { border-block-start: 1px solid var(--line); padding-block-start: .75rem }
summary { cursor: pointer; color: var(--muted); width: fit-content }
details[open] summary { margin-block-end: .5rem }
fieldset { display: grid; gap: .25rem; margin: 0 0 .75rem; padding: 0; border: 0 }
legend { padding: 0; font-weight: 600 }
label { display: flex; gap: .5rem; align-items: baseline; padding-block: .125rem; cursor: pointer }
input { accent-color: var(--accent); margin: 0; flex: none; width: 1rem; height: 1rem; translate: 0 .125rem }
.error { color: var(--shut); font-weight: 600 }
.error:empty, [hidden] { display: none }
textarea { width: 100%; min-height: 6rem; font: inherit; color: inherit; background: none; border: 1px solid var(--field); border-radius: 8px; padding: .5rem }
.sign { position: fixed; inset: 1rem 1rem auto auto; padding: .5rem 1rem; max-width: calc(100vw - 2rem) }
@media (prefers-color-scheme: dark) { dialog::backdrop { background: rgb(0 0 0 / .7) } }
@media (forced-colors: active) { dialog, .sign, .found { border: 1px solid } button { forced-color-adjust: auto } }
`;
