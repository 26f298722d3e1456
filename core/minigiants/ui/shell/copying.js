// Where a page is not served safely there is no clipboard to write to, but what is selected can still be copied.
function select(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  return copied;
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector('button');
  const status = parentElement.querySelector('[role=status]');
  button.querySelector('span').textContent = data.label;
  button.title = data.help;
  button.onclick = async () => {
    let copied = false;
    try {
      await navigator.clipboard.writeText(data.text);
      copied = true;
    } catch {
      copied = select(data.text);
    }
    button.focus();
    status.textContent = copied ? 'Copied' : 'Your browser does not let this page copy.';
    setTimeout(() => { status.textContent = ''; }, 4000);
  };
}
