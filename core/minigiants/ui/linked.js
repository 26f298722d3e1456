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

function editor(row, item, send) {
  const box = make('div', 'words');
  const area = make('textarea');
  area.value = item.text;
  area.setAttribute('aria-label', 'Change this line');
  const save = make('button', '', 'Save');
  const cancel = make('button', '', 'Cancel');
  save.type = cancel.type = 'button';
  save.onclick = () => send({ act: 'edit', id: item.id, text: area.value });
  cancel.onclick = () => { box.remove(); for (const child of row.children) child.hidden = false; };
  area.onkeydown = (event) => {
    if (event.key === 'Escape') cancel.onclick();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save.onclick();
  };
  for (const child of row.children) child.hidden = true;
  box.append(area, save, cancel);
  row.append(box);
  area.focus();
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.linked');
  const places = [...root.querySelectorAll('.side')].map((s) => s.scrollTop);
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
  const send = (value) => setTriggerValue('change', value);
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
    if (!item.id) { right.append(make('h3', '', item.text)); continue; }
    const row = make('div', 'line' + (item.problem ? ' open' : ''));
    row.tabIndex = 0;
    const words = make('div', 'words', item.text);
    if (item.problem) words.append(make('span', 'why', 'To resolve: ' + item.problem));
    row.append(words);
    const told = item.rests.length ? `rests on ${item.rests.length > 1 ? 'turns' : 'turn'} ${item.rests.join(', ')}` : 'rests on nothing that was said';
    row.setAttribute('aria-label', `${item.text} (${told})${item.problem ? '. To resolve: ' + item.problem : ''}`);
    row.setAttribute('role', 'group');
    if (data.editable) {
      const change = make('button', '', 'Edit');
      const remove = make('button', '', 'Remove');
      change.type = remove.type = 'button';
      change.setAttribute('aria-label', 'Edit: ' + item.text);
      remove.setAttribute('aria-label', 'Remove: ' + item.text);
      change.onclick = () => editor(row, item, send);
      remove.onclick = () => send({ act: 'remove', id: item.id });
      row.append(change, remove);
    }
    row.onmouseenter = row.onfocus = () => light(row, item.rests.map((n) => turns.get(n)).filter(Boolean));
    lines.push([item, row]);
    right.append(row);
  }
  root.append(left, right);
  places.forEach((top, n) => { const box = root.querySelectorAll('.side')[n]; if (box) box.scrollTop = top; });
}
