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
    make('h2', data.turns.length ? 'Conversation' : 'Question', root);
    if (!data.turns.length) make('p', data.question, root);
    for (const [who, text] of data.turns) {
      const turn = make('p', '', root, { className: 'mg-turn' });
      make('strong', `${who}: `, turn);
      turn.append(text);
    }
    const texts = make('div', '', root, { className: 'mg-texts' });
    data.texts.forEach((text, n) => {
      const box = make('section', '', texts);
      make('h2', data.texts.length > 1 ? `Answer ${n + 1}` : 'Answer', box);
      make('p', text, box);
    });
    const marks = [...data.marks];
    if (data.texts.length === 1) marking(texts.querySelector('p'), data.texts[0], marks, texts.firstChild);
    if (data.evidence.length) {
      make('h2', 'Sources', root);
      for (const e of data.evidence) quote(`${e.document}, page ${e.page}: “${e.text}”`);
    }
    if (data.read.length) {
      make('h2', 'What it found but did not use', root);
      for (const e of data.read) quote(`${e.document}, page ${e.page}: “${e.text}”`);
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
    const edit = data.texts.length === 1 ? wide('edit', 'Corrected text (key E)', 'textarea') : null;
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
      root.send(what, { task: data.task, values, edit: edit ? edit.value : '', comment: comment.value, marks, seconds });
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
      else if (key === 'm' && root.querySelector('.mg-words')) root.querySelector('.mg-words').focus();
      else if (key === 'n' && fields.length) mark((now + 1) % fields.length);
      else return;
      event.preventDefault();
    };
    mark(Math.max(0, missing()));
  }

  // Marks stand on code points of the answer: made from a selection, or from words that are typed, and pressed away.
  function marking(text, whole, marks, box) {
    const points = [...whole];
    const bar = make('div', '', box, { className: 'mg-marking' });
    const words = make('input', '', bar, { className: 'mg-words', maxLength: 500 });
    words.placeholder = 'Words to mark, or select them (M)';
    words.setAttribute('aria-label', 'Words of the answer to mark');
    const said = make('span', '', null);
    said.setAttribute('role', 'status');
    const add = (kind) => {
      const span = selected() ?? typed();
      said.textContent = span ? '' : 'These exact words are not in the answer.';
      if (!span) return;
      const apart = marks.filter((mark) => mark.end <= span.start || mark.start >= span.end);
      marks.splice(0, marks.length, ...[...apart, { ...span, kind }].sort((a, b) => a.start - b.start));
      words.value = '';
      getSelection().removeAllRanges();
      write();
    };
    make('button', 'This is wrong', bar, { type: 'button', onclick: () => add('wrong') });
    make('button', 'Something is missing here', bar, { type: 'button', onclick: () => add('missing') });
    bar.append(said);
    const until = (node, offset) => {
      const before = document.createRange();
      before.setStart(text, 0);
      before.setEnd(node, offset);
      return [...before.toString()].length;
    };
    const selected = () => {
      const selection = getSelection();
      const range = selection.rangeCount ? selection.getRangeAt(0) : null;
      if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return null;
      const start = until(range.startContainer, range.startOffset);
      return { start, end: until(range.endContainer, range.endOffset) };
    };
    const typed = () => {
      const wanted = words.value.trim();
      const at = wanted ? whole.toLowerCase().indexOf(wanted.toLowerCase()) : -1;
      if (at < 0) return null;
      const start = [...whole.slice(0, at)].length;
      return { start, end: start + [...wanted].length };
    };
    const write = () => {
      let at = 0;
      text.replaceChildren();
      for (const mark of marks) {
        text.append(points.slice(at, mark.start).join(''));
        const shown = make('mark', points.slice(mark.start, mark.end).join(''), text, { tabIndex: 0 });
        const kind = mark.kind === 'wrong' ? 'wrong' : 'missing here';
        shown.className = `mg-${mark.kind}`;
        shown.title = `Marked: ${kind}. Press to remove the mark.`;
        shown.setAttribute('role', 'button');
        shown.setAttribute('aria-label', `${shown.textContent}: ${kind}. Remove the mark.`);
        const remove = () => { marks.splice(marks.indexOf(mark), 1); write(); };
        shown.onclick = () => getSelection().isCollapsed && remove();
        shown.onkeydown = (event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          event.stopPropagation();
          remove();
        };
        at = mark.end;
      }
      text.append(points.slice(at).join(''));
    };
    words.onkeydown = (event) => { if (event.key === 'Enter') { event.preventDefault(); add('wrong'); } };
    write();
  }
}
