// Customer support on any page: <script src="https://YOUR-BOX/widget.js" data-key="THE SITE'S KEY" defer></script>
// What anybody says is set as text, never as markup. The talk's id lives in sessionStorage of this page's origin.
(() => {
  const script = document.currentScript;
  const base = new URL(script.src).origin;
  const key = script.dataset.key || "";
  const stored = "minigiants-talk";
  const css = `
    :host { all: initial; --brand: #14532d; --ink: #fff; font: 16px/1.5 system-ui, sans-serif; color-scheme: light dark; }
    * { box-sizing: border-box; font: inherit; }
    button { cursor: pointer; border: 1px solid; border-radius: .5rem; padding: .5rem .9rem; background: Canvas; color: CanvasText; }
    button:disabled { opacity: .6; cursor: default; }
    button:focus-visible, textarea:focus-visible, [role=log]:focus-visible { outline: 3px solid #1f6feb; outline-offset: 2px; }
    .open { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; background: var(--brand); color: var(--ink); border-color: var(--brand); }
    .panel { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; width: min(24rem, calc(100vw - 2rem));
             height: min(36rem, calc(100vh - 2rem)); display: flex; flex-direction: column; gap: .6rem; padding: .8rem;
             background: Canvas; color: CanvasText; border: 1px solid #8888; border-radius: .8rem; box-shadow: 0 .5rem 2rem #0005; }
    .panel[hidden] { display: none; }
    header { display: flex; justify-content: space-between; align-items: center; gap: .5rem; }
    h2 { margin: 0; font-weight: 600; }
    [role=log] { flex: 1; overflow-y: auto; display: flex; flex-direction: column; gap: .5rem; }
    .said { padding: .5rem .7rem; border-radius: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; background: #8882; }
    .user { align-self: flex-end; background: var(--brand); color: var(--ink); max-width: 85%; }
    .who { font-size: .8rem; opacity: .8; display: block; }
    .source { font-size: .85rem; margin: .3rem 0 0; opacity: .85; }
    .status { min-height: 1.5em; margin: 0; font-size: .9rem; }
    form { display: flex; gap: .5rem; align-items: end; }
    textarea { flex: 1; resize: none; padding: .5rem; border: 1px solid #888; border-radius: .5rem; background: Canvas; color: CanvasText; }
    .thumbs { display: flex; gap: .4rem; margin-top: .4rem; }
    .thumbs button { padding: .2rem .6rem; font-size: .85rem; }
    .again { align-self: flex-start; }
    .again[hidden] { display: none; }
    .thumbs [aria-pressed=true] { background: var(--brand); color: var(--ink); }
    .person { width: 100%; }`;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const make = (tag, about = {}, ...inside) => {
    const found = Object.assign(document.createElement(tag), about);
    found.append(...inside);
    return found;
  };
  const open = make("button", { className: "open", type: "button", textContent: "Questions? Ask us" });
  open.setAttribute("aria-haspopup", "dialog");
  const title = make("h2", { textContent: "Support", id: "title" });
  const close = make("button", { type: "button", textContent: "Close" });
  const log = make("div", { tabIndex: 0 });
  log.setAttribute("role", "log");
  log.setAttribute("aria-label", "Conversation");
  const status = make("p", { className: "status" });
  status.setAttribute("role", "status");
  const again = make("button", { className: "again", type: "button", textContent: "Ask again", hidden: true });
  const person = make("button", { className: "person", type: "button", textContent: "Talk to a person" });
  const input = make("textarea", { rows: 2, maxLength: 4000, placeholder: "Your question" });
  input.setAttribute("aria-label", "Your question");
  const send = make("button", { type: "submit", textContent: "Send" });
  const stop = make("button", { type: "button", textContent: "Stop", hidden: true });
  const form = make("form", {}, input, send, stop);
  const panel = make("div", { className: "panel", hidden: true }, make("header", {}, title, close), log, status, again, person, form);
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "title");
  root.append(make("style", { textContent: css }), open, panel);
  document.body.append(host);

  let talk = sessionStorage.getItem(stored) || "";
  let shown = 0; // number of the last message that stands here
  let own = 0; // how many of them are the customer's
  let drawn = 0; // messages of the customer that stand here and have no number yet
  let unsure = ""; // what was sent, while nobody knows whether it is kept
  let sure = 0; // messages of a burst that were kept before it failed
  let pieces = []; // messages of a burst that wait for the next one
  let timer = 0;
  let pause = 2000; // milliseconds that they wait; the shop says how long
  let working = null;
  let stale = false; // what stands here is no longer known to be what was said
  let placed = false;
  const words = { user: "You", assistant: "Assistant", agent: "A person" };

  const cut = "The connection was lost before the answer came. Please ask again.";
  // A browser says only "Failed to fetch": the customer hears which server is away.
  const away = () => new Error("The server of this chat, " + new URL(base, location.href).host + ", cannot be reached. Please try again in a moment.");

  const call = async (path, body, signal) => {
    const answer = await fetch(base + "/v1" + path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "X-Site-Key": key, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    }).catch((error) => { throw error.name === "AbortError" ? error : away(); });
    if (!answer.ok) {
      const told = await answer.json().catch(() => ({}));
      const error = new Error(typeof told.detail === "string" ? told.detail : "That did not work. Please try again.");
      error.status = answer.status;
      throw error;
    }
    return answer;
  };
  const thumbs = (id, said) => {
    const buttons = [["Helpful", true], ["Not helpful", false]].map(([words, good]) => {
      const button = make("button", { type: "button", textContent: words });
      button.setAttribute("aria-pressed", String(said === good));
      button.onclick = async () => {
        try {
          await call("/talks/" + talk + "/answers/" + id + "/rating", { good });
          for (const each of buttons) each.setAttribute("aria-pressed", String(each === button));
          status.textContent = "Thank you.";
        } catch (error) { status.textContent = error.message; }
      };
      return button;
    });
    return make("div", { className: "thumbs" }, ...buttons);
  };
  const add = (role, text, sources = [], id = "", said = null) => {
    const bubble = make("div", { className: "said " + role }, make("span", { className: "who", textContent: words[role] }), text);
    for (const source of sources) {
      bubble.append(make("p", { className: "source", textContent: "Source: " + source.document + ", page " + source.page }));
    }
    if (id) bubble.append(thumbs(id, said));
    log.append(bubble);
    log.scrollTop = log.scrollHeight;
  };
  const place = (where) => {
    if (!where) return "";
    if (where.state === "taken") return "A person is with you. Write here.";
    return "A person will take over. Your place in the queue: " + where.place + ".";
  };
  const stages = { search: (e) => (e.places ? "Looking at " + e.places.join(", ") + "…" : "Looking it up…"), queue: (e) => (e.done > 0 ? e.done + " ahead of you…" : "You are next…"), read: () => "Reading…", write: () => "Writing an answer…", check: () => "Checking the answer…" };

  // Draw what was said since; true when that is known. What stands here already is not drawn twice.
  const refresh = async () => {
    if (!talk || working || pieces.length || panel.hidden) return false;
    try {
      const was = [talk, stale, shown].join();
      const told = await (await call("/talks/" + talk + "?after=" + (stale ? 0 : shown))).json();
      if (working || was !== [talk, stale, shown].join()) return false; // a question was sent, or another look drew it
      const before = own;
      if (stale) { log.replaceChildren(...(greeted ? [log.firstChild] : [])); shown = own = drawn = 0; }
      for (const line of told.messages) {
        if (line.role === "user" && drawn > 0) drawn -= 1;
        else add(line.role, line.text, line.evidence, line.answer, line.good);
        own += line.role === "user";
        shown = line.number;
      }
      if (stale || told.messages.length) again.hidden = told.messages.at(-1)?.role !== "user";
      if (told.person) again.hidden = true;
      if (unsure && own <= before + sure && !input.value) input.value = unsure;
      stale = false; unsure = ""; sure = 0;
      if (told.person || placed) status.textContent = place(told.person);
      placed = Boolean(told.person);
      return true;
    } catch (error) {
      if (error.status === 404) { talk = ""; again.hidden = true; sessionStorage.removeItem(stored); }
      return false;
    }
  };
  let beginning = null;
  const begin = () => talk || (beginning ??= started().finally(() => (beginning = null)));
  const started = async () => {
    const told = await (await call("/talks", {})).json();
    talk = told.talk;
    sessionStorage.setItem(stored, talk);
    look(told);
  };
  // The shop's name, colour and greeting stand there before the first word; without a line the widget is as it was.
  let greeted = false;
  const look = (shop) => {
    title.textContent = shop.name;
    pause = 1000 * shop.pause;
    host.style.setProperty("--brand", shop.colour);
    host.style.setProperty("--ink", shop.ink);
    if (!greeted) {
      const before = log.firstChild;
      add("assistant", shop.greeting);
      if (before) log.insertBefore(log.lastChild, before);
    }
    greeted = true;
  };
  call("/site").then((answer) => answer.json()).then(look).catch(() => {});
  const lead = async (path, body, before = []) => {
    let last = {};
    working = new AbortController();
    send.hidden = again.hidden = true; stop.hidden = false; status.textContent = "Looking…";
    try {
      await begin();
      for (const text of before) {
        await (await call("/talks/" + talk + path, { text, more: true }, working.signal)).text();
        sure += 1;
        unsure = unsure.slice(text.length + 1);
      }
      const answer = await call("/talks/" + talk + path, body, working.signal);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const lines = (rest + part.value).split("\n");
        rest = lines.pop();
        for (const line of lines) {
          last = JSON.parse(line);
          if (last.stage && stages[last.stage]) status.textContent = stages[last.stage](last);
        }
      }
      if (last.error) throw new Error(last.error);
      if (!last.answer) throw new TypeError("cut");
      unsure = ""; sure = 0;
      status.textContent = place(last.answer.person);
    } catch (error) {
      stale = true;
      again.hidden = !talk || error.status !== undefined;
      status.textContent = error.name === "AbortError" ? "Stopped." : error instanceof TypeError ? cut : error.message;
    } finally {
      working = null;
      send.hidden = false; stop.hidden = true;
      input.focus();
      if (!talk && unsure) { for (; drawn; drawn -= 1) log.lastChild.remove(); input.value ||= unsure; unsure = ""; }
      if (!(await refresh()) && last.answer?.text) {
        add("assistant", last.answer.text, last.answer.evidence, last.answer.id);
        stale = true;
      }
    }
  };
  // Customers write in bursts: a message waits a little for the next one, and all are read as one.
  const ask = (text) => {
    drawn += 1;
    add("user", text);
    pieces.push(text);
    wait();
  };
  const wait = () => {
    clearTimeout(timer);
    if (!pause || placed) return sendAll();
    status.textContent = "One moment…";
    timer = setTimeout(sendAll, pause);
  };
  const sendAll = () => {
    const text = pieces.at(-1), before = pieces.slice(0, -1);
    unsure = pieces.join("\n");
    pieces = [];
    lead("/messages", { text }, before);
  };

  open.onclick = () => { panel.hidden = false; open.hidden = true; input.focus(); refresh(); };
  close.onclick = () => { panel.hidden = true; open.hidden = false; open.focus(); };
  panel.onkeydown = (event) => { if (event.key === "Escape") close.onclick(); };
  input.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
  };
  input.oninput = () => pieces.length && wait(); // who types on has not said all
  form.onsubmit = (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text || working) return;
    input.value = "";
    ask(text);
  };
  again.onclick = () => working || pieces.length || lead("/again", {});
  stop.onclick = () => working && working.abort();
  person.onclick = async () => {
    try {
      await begin();
      status.textContent = place(await (await call("/talks/" + talk + "/person", {})).json());
    } catch (error) { status.textContent = error.message; }
  };
  setInterval(refresh, 5000);
})();
