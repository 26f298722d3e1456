export default function ({ data, parentElement, setTriggerValue }) {
  const text = parentElement.querySelector('.mg-note-text');
  const bar = parentElement.querySelector('.mg-add');
  text.send = setTriggerValue;
  const draw = (part) => {
    if (!part.kind) return document.createTextNode(part.text);
    const mark = document.createElement('mark');
    mark.textContent = part.text;
    mark.className = `mg-mark mg-${part.family}` + (part.out ? '' : ' mg-stays');
    mark.dataset.kind = part.kind;
    if (!data.types) return mark;
    mark.dataset.start = part.start;
    mark.title = part.label;
    mark.setAttribute('role', 'button');
    mark.setAttribute('aria-label', part.label);
    mark.setAttribute('aria-pressed', String(part.out));
    mark.tabIndex = 0;
    mark.onclick = () => { if (getSelection().isCollapsed) text.send('pressed', part.start); };
    mark.onkeydown = (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      text.send('pressed', part.start);
    };
    return mark;
  };
  // Drawn anew only when it changed: a selection that somebody is making stays.
  const shown = JSON.stringify(data.parts);
  if (text.shown !== shown) {
    const focused = text.contains(document.activeElement) ? document.activeElement.dataset.start : null;
    text.replaceChildren(...data.parts.map(draw));
    text.shown = shown;
    bar.hidden = true;
    if (focused !== null) text.querySelector(`[data-start="${focused}"]`)?.focus();
  }
  if (!data.types) return;

  const select = bar.querySelector('select');
  if (!select.options.length) select.append(...data.types.map(([type, name]) => new Option(name, type)));
  const until = (node, offset) => {
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(node, offset);
    return [...before.toString()].length;
  };
  const look = () => {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return;
    const { startContainer, startOffset, endContainer, endOffset } = range;
    bar.chosen = { start: until(startContainer, startOffset), end: until(endContainer, endOffset) };
    const said = range.toString().trim();
    bar.querySelector('.mg-chosen').textContent = said.length > 60 ? said.slice(0, 59) + '…' : said;
    bar.hidden = !said;
  };
  for (const button of bar.querySelectorAll('button')) {
    button.onclick = () => {
      const { value: type } = select;
      if (bar.chosen) text.send('selected', { ...bar.chosen, type, every: Boolean(button.dataset.every) });
      getSelection().removeAllRanges();
      bar.hidden = true;
    };
  }
  document.addEventListener('selectionchange', look);
  return () => document.removeEventListener('selectionchange', look);
}
