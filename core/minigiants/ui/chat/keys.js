// Keys with a modifier, or Escape: a single letter would be taken from those who steer their browser by voice or ear.
const QUESTION = '[data-testid="stChatInputTextArea"]';
const STOP = '.st-key-stop button';
const OVER = '[role=dialog], [data-testid="stPopoverBody"]';

function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

// The small buttons of all answers on the page, in reading order; each answer has a tree of its own.
function citations() {
  return [...document.querySelectorAll('.stChatMessage *')]
    .filter((element) => element.shadowRoot)
    .flatMap((element) => [...element.shadowRoot.querySelectorAll('.answer button')]);
}

function goToCitation(step) {
  const all = citations();
  if (!all.length) return;
  const at = all.indexOf(focused());
  // From elsewhere one comes to the first source of the last answer, which is the one that was just read.
  const last = all.filter((button) => button.getRootNode() === all.at(-1).getRootNode());
  const next = at < 0 ? (step > 0 ? last[0] : last.at(-1)) : all[(at + step + all.length) % all.length];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

function onKey(event) {
  if (event.key === 'Escape') {
    if (!document.querySelector(OVER)) document.querySelector(STOP)?.click();
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.code === 'KeyQ') document.querySelector(QUESTION)?.focus();
  else if (event.code === 'KeyN') goToCitation(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
}

export default function ({ parentElement }) {
  const root = parentElement.querySelector('details');
  document.removeEventListener('keydown', root.listener);
  root.listener = onKey;
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
