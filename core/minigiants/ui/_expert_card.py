"""One answer to rate, or two to choose from, by keyboard alone; no text is ever read as markup."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2 import component

from minigiants.ui._expert_drawn import card

if TYPE_CHECKING:
    from minigiants.store import Campaign, Task

KEY = "expert-card"
_CSS = """
.mg-card { font-family: var(--st-font); color: var(--st-text-color); line-height: 1.55; }
.mg-card h2 { font-size: 1.05rem; margin: 0.9rem 0 0.2rem; padding: 0; }
.mg-card p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.mg-texts { display: flex; flex-wrap: wrap; gap: 1rem; margin-top: 0.9rem; }
.mg-texts > section { flex: 1 1 18rem; border: 1px solid var(--st-border-color); border-radius: 0.5rem;
                      padding: 0.2rem 0.9rem 0.8rem; }
.mg-card fieldset { border: 1px solid var(--st-border-color); border-radius: 0.5rem; margin: 0.7rem 0;
                    padding: 0.3rem 0.9rem 0.6rem; min-width: 0; }
.mg-card fieldset.mg-now { border-color: var(--st-primary-color); box-shadow: -0.25rem 0 var(--st-primary-color); }
.mg-card legend { font-weight: 600; padding: 0 0.3rem; }
.mg-card input[type=radio] { accent-color: var(--st-primary-color); }
.mg-card label { display: inline-block; margin: 0.15rem 1rem 0.15rem 0; cursor: pointer; }
.mg-card label.mg-wide { display: block; margin: 0.7rem 0 0; font-weight: 600; }
.mg-card textarea, .mg-card input:not([type=radio]) { box-sizing: border-box; width: 100%; font: inherit;
  color: var(--st-text-color); background: var(--st-secondary-background-color); font-weight: 400;
  border: 1px solid currentColor; border-radius: 0.4rem; padding: 0.4rem 0.6rem; }
.mg-card .mg-go { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-top: 0.9rem; align-items: center; }
.mg-card button { font: inherit; color: var(--st-text-color); background: transparent; cursor: pointer;
  border: 1px solid currentColor; border-radius: 0.4rem; padding: 0.35rem 0.8rem; }
.mg-card button.mg-first { color: var(--st-background-color); background: var(--st-primary-color);
  border-color: var(--st-primary-color); font-weight: 600; }
.mg-card button:focus-visible, .mg-card input:focus-visible, .mg-card textarea:focus-visible {
  outline: 2px solid var(--st-text-color); outline-offset: 2px; }
.mg-card kbd { border: 1px solid currentColor; border-radius: 0.25rem; padding: 0 0.3rem; font-size: 0.85em; }
.mg-card .mg-quote { margin: 0.2rem 0; }
"""
_HTML = "<div class='mg-card'></div>"
# textContent, never innerHTML: what an answer says stays text.
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.mg-card');
  const make = (tag, text, parent, about = {}) => {
    const made = Object.assign(document.createElement(tag), about);
    if (text) made.append(text);
    parent?.append(made);
    return made;
  };
  root.send = setTriggerValue;
  root.busy = false;
  document.removeEventListener('keydown', root.listener);
  if (root.shown !== data.token) draw();
  document.addEventListener('keydown', root.listener);
  return () => document.removeEventListener('keydown', root.listener);

  function draw() {
    root.shown = data.token;
    root.replaceChildren();
    const began = Date.now();
    const values = { ...data.values };
    const quote = (text) => make('p', text, root, { className: 'mg-quote' });
    make('h2', 'Asked', root);
    make('p', data.question, root);
    const texts = make('div', '', root, { className: 'mg-texts' });
    data.texts.forEach((text, n) => {
      const box = make('section', '', texts);
      make('h2', data.texts.length > 1 ? `Answer ${n + 1}` : 'Answer', box);
      make('p', text, box);
    });
    if (data.evidence.length) {
      make('h2', 'What it rests on', root);
      for (const e of data.evidence) quote(`${e.document}, page ${e.page}: “${e.text}”`);
    }
    if (data.others.length) make('h2', 'What the raters said', root);
    data.others.forEach((said, n) => quote(`Rater ${n + 1}: ${said}`));

    const fields = data.criteria.map((criterion, n) => {
      const field = make('fieldset', '', root);
      make('legend', criterion.question, field);
      for (const [value, words] of criterion.choices) {
        const label = make('label', '', field);
        const radio = make('input', '', label, { type: 'radio', name: `${data.token}-${n}`, value });
        radio.checked = values[criterion.name] === value;
        radio.onchange = () => choose(n, value);
        label.append(` ${words}`);
      }
      return field;
    });
    const wide = (name, words, tag) => {
      const label = make('label', words, root, { className: 'mg-wide' });
      return make(tag, '', label, { value: data[name], rows: 3, maxLength: 20000 });
    };
    const edit = data.texts.length === 1 ? wide('edit', 'How it should read (key E)', 'textarea') : null;
    const comment = wide('comment', 'Comment (key C)', 'input');
    const go = make('div', '', root, { className: 'mg-go' });
    make('button', 'Save and next (Enter)', go, { type: 'button', className: 'mg-first', onclick: submit });
    make('button', 'Undo (U)', go, { type: 'button', onclick: () => send('undone') });
    make('button', 'Skip (S)', go, { type: 'button', onclick: () => send('skipped') });
    const told = make('p', '', go);
    told.setAttribute('role', 'status');
    let now = 0;
    const missing = () => data.criteria.findIndex((c) => values[c.name] === undefined);
    function mark(n) {
      now = n;
      fields.forEach((field, m) => field.classList.toggle('mg-now', m === n));
      fields[n]?.scrollIntoView({ block: 'nearest' });
    }
    function choose(n, value) {
      values[data.criteria[n].name] = value;
      fields[n].querySelector(`input[value="${value}"]`).checked = true;
      if (data.pairs) { submit(); return; }
      const next = missing();
      mark(next < 0 ? n : next);
      told.textContent = next < 0 ? 'Press Enter to save.' : '';
    }
    function send(what) {
      if (root.busy) return;
      root.busy = true;
      const seconds = (Date.now() - began) / 1000;
      root.send(what, { task: data.task, values, edit: edit ? edit.value : '', comment: comment.value, seconds });
    }
    function submit() {
      const open = missing();
      if (open < 0) { send('said'); return; }
      mark(open);
      told.textContent = 'Answer the marked question first, or skip.';
    }
    root.listener = (event) => {
      const at = event.composedPath()[0];
      const typing = at.isContentEditable || at.tagName === 'TEXTAREA' || at.tagName === 'SELECT'
        || (at.tagName === 'INPUT' && at.type !== 'radio');
      if (event.ctrlKey || event.metaKey || event.altKey || root.busy) return;
      if (typing) {
        if (root.contains(at) && event.key === 'Escape') at.blur();
        return;
      }
      const key = event.key.toLowerCase();
      const choices = data.criteria[now]?.choices ?? [];
      const digit = data.pairs && key === 't' ? '0' : key;
      const chosen = choices.find(([value]) => String(value) === digit);
      if (chosen) choose(now, chosen[0]);
      else if (key === 'enter' && at.tagName !== 'BUTTON' && at.tagName !== 'A') submit();
      else if (key === 'u') send('undone');
      else if (key === 's') send('skipped');
      else if (key === 'e' && edit) edit.focus();
      else if (key === 'c') comment.focus();
      else if (key === 'n' && fields.length) mark((now + 1) % fields.length);
      else return;
      event.preventDefault();
    };
    mark(Math.max(0, missing()));
  }
}
"""
_component = component("minigiants_expert", html=_HTML, css=_CSS, js=_JS, isolate_styles=False)

Said = Mapping[str, Any]
"""What comes back: task, values, edit, comment, seconds."""


def show_card(
    task: "Task",
    campaign: "Campaign",
    *,
    on_said: Callable[[Said], None],
    on_undone: Callable[[], None],
    on_skipped: Callable[[int], None],
) -> None:
    """Show the task; digits answer, Enter saves, U takes the last one back, S skips, E corrects, C comments."""

    def came(name: str) -> Said:
        value = st.session_state[KEY][name]
        return value if isinstance(value, Mapping) else {}

    def said() -> None:
        if came("said"):
            on_said(came("said"))

    def undone() -> None:
        if came("undone"):
            on_undone()

    def skipped() -> None:
        if came("skipped"):
            on_skipped(int(came("skipped")["task"]))

    # A number that never stays: the card is looked at anew even when nothing came of what was pressed.
    runs = st.session_state["expert-runs"] = st.session_state.get("expert-runs", 0) + 1
    _component(
        data=card(task, campaign) | {"run": runs},
        key=KEY,
        on_said_change=said,
        on_undone_change=undone,
        on_skipped_change=skipped,
    )
