export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.answer');
  root.replaceChildren();
  for (const part of data.parts) {
    root.append(document.createTextNode(part.text));
    for (const mark of part.marks) {
      const chip = document.createElement('button');
      chip.type = 'button';
      chip.textContent = mark.number;
      chip.title = mark.label;
      chip.setAttribute('aria-label', mark.label);
      chip.onclick = () => setTriggerValue('citation', mark.number);
      root.append(chip);
    }
  }
}
