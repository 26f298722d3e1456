// Words of people go in by textContent only: what somebody said stays text.
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

function side(name, label) {
  const element = make('div', 'side ' + name);
  element.tabIndex = 0;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', label);
  return element;
}

function editor(row, item, send, begun) {
  const box = make('div', 'words editor');
  const area = make('textarea');
  box.dataset.item = item.id;
  area.value = begun ? begun.text : item.text;
  area.setAttribute('aria-label', 'Change this line');
  const save = make('button', '', 'Save');
  const cancel = make('button', '', 'Cancel');
  save.type = cancel.type = 'button';
  save.onclick = () => { save.disabled = true; delete box.dataset.item; send({ act: 'edit', id: item.id, seen: item.text, text: area.value }); };
  cancel.onclick = () => { box.remove(); for (const child of row.children) child.hidden = false; };
  area.onkeydown = (event) => {
    if (event.key === 'Escape') cancel.onclick();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save.onclick();
  };
  for (const child of row.children) child.hidden = true;
  box.append(area, save, cancel);
  row.append(box);
  if (!begun || begun.active) area.focus();
  if (begun) area.setSelectionRange(begun.start, begun.end);
}

// What somebody is writing, by line: the page is drawn anew whenever anything on it changes.
function begun(root) {
  return new Map([...root.querySelectorAll('.editor[data-item]')].map((box) => {
    const area = box.querySelector('textarea');
    const active = area.getRootNode().activeElement === area;
    return [box.dataset.item, { text: area.value, active, start: area.selectionStart, end: area.selectionEnd }];
  }));
}

function orphan(id, text) {
  const row = make('div', 'line open');
  const box = make('div', 'words editor');
  const area = make('textarea');
  const close = make('button', '', 'Close');
  box.dataset.item = id;
  area.value = text;
  area.readOnly = true;
  area.setAttribute('aria-label', 'What you were writing');
  close.type = 'button';
  close.onclick = () => row.remove();
  box.append(make('span', 'why', 'The line that you were changing is no longer in the note. You had written:'), area, close);
  row.append(box);
  return row;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.linked');
  const places = [...root.querySelectorAll('.side')].map((s) => s.scrollTop);
  const kept = data.editable ? begun(root) : new Map();
  root.replaceChildren();
  const left = side('source', 'What was said');
  const right = side('made', 'Note');
  const turns = new Map();
  const lines = [];
  const clear = () => root.querySelectorAll('.lit').forEach((e) => e.classList.remove('lit'));
  const into = (element) => {
    const box = element.closest('.side');
    const at = element.offsetTop - box.offsetTop;
    if (at < box.scrollTop || at + element.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = at - 40;
  };
  const light = (own, others) => {
    clear();
    own.classList.add('lit');
    others.forEach((e) => e.classList.add('lit'));
    if (others[0]) into(others[0]);
  };
  // Of two messages that wait at the server only the later is read: each carries all that has no answer yet.
  root.acts = (root.acts || []).filter((act) => !data.heard.includes(act.key));
  const send = (value) => {
    root.acts = [...root.acts, { ...value, key: `${Date.now()}-${Math.random()}` }];
    setTriggerValue('change', root.acts);
  };
  for (const source of data.sources) {
    const row = make('div', 'turn');
    row.tabIndex = 0;
    row.append(make('span', 'who', `${source.number} ${source.speaker}`), make('span', '', source.text));
    const show = () => light(row, lines.filter(([item]) => item.rests.includes(source.number)).map(([, e]) => e));
    row.onmouseenter = row.onfocus = row.onclick = show;
    turns.set(source.number, row);
    left.append(row);
  }
  for (const item of data.items) {
    if (!item.id) {
      // What stands right below a heading and is no line says why there is none.
      const remark = right.lastChild?.tagName === 'H3';
      right.append(make(remark ? 'p' : 'h3', remark ? 'remark' : '', item.text));
      continue;
    }
    const row = make('div', 'line' + (item.problem ? ' open' : ''));
    row.tabIndex = 0;
    const words = make('div', 'words', item.text);
    if (item.problem) words.append(make('span', 'why', 'To resolve: ' + item.problem));
    row.append(words);
    const told = item.rests.length ? `based on ${item.rests.length > 1 ? 'turns' : 'turn'} ${item.rests.join(', ')}` : 'based on nothing that was said';
    row.setAttribute('aria-label', `${item.text} (${told})${item.problem ? '. To resolve: ' + item.problem : ''}`);
    row.setAttribute('role', 'group');
    if (data.editable) {
      const change = make('button', '', 'Edit');
      const remove = make('button', '', 'Remove');
      change.type = remove.type = 'button';
      change.setAttribute('aria-label', 'Edit: ' + item.text);
      remove.setAttribute('aria-label', 'Remove: ' + item.text);
      change.onclick = () => editor(row, item, send);
      if (item.problem && data.confirm) {
        const confirm = make('button', '', data.confirm);
        confirm.type = 'button';
        confirm.setAttribute('aria-label', `${data.confirm}: ${item.text}`);
        confirm.onclick = () => send({ act: 'confirm', id: item.id, seen: item.text });
        row.append(confirm);
      }
      remove.onclick = () => send({ act: 'remove', id: item.id, seen: item.text });
      row.append(change, remove);
    }
    row.onmouseenter = row.onfocus = () => light(row, item.rests.map((n) => turns.get(n)).filter(Boolean));
    lines.push([item, row]);
    right.append(row);
  }
  root.append(left, right);
  for (const [item, row] of lines) if (kept.has(item.id)) editor(row, item, send, kept.get(item.id));
  const here = new Set(lines.map(([item]) => item.id));
  for (const [id, { text }] of kept) if (!here.has(id)) right.append(orphan(id, text));
  places.forEach((top, n) => { const box = root.querySelectorAll('.side')[n]; if (box) box.scrollTop = top; });
}
