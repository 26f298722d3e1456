"""Lead marked identifiers through every path of a scenario, and search what is left of them."""

import json
import re
import time
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from minigiants import cli, scenario, suite, ui
from scenarios.medical_notes.signed import NoteBook

NAME = "Zebulon Quackenbush"
MARKS = {
    "name": NAME,
    "mail": "zq77@quack.example",
    "number": "219-09-7731",
    "phone": "(555) 010-2233",
    "record": "48812",
}
WORDS = ("quackenbush", "zebulon", "zq77")
"""What of them could be split off by an index of words."""
WHO = f"{NAME}, {MARKS['mail']}, SSN {MARKS['number']}, phone {MARKS['phone']}, MRN {MARKS['record']}"
LEASE = f"""# Lease of {NAME}

The tenant is {WHO}.

The monthly rent of {NAME} is 900 euros. It is due on the third working day of each month.

| Tenant | Rent |
|---|---|
| {MARKS["mail"]} | 900 euros |
"""


def command(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    return int(ended.value.code or 0)


def walk(name: str, given: Path, out: Path) -> None:
    """Bring the marks into everything that the scenario called `name` takes in."""
    out.mkdir()
    _by_command(name, given, out)
    by_page(name, out)


def _by_command(name: str, given: Path, out: Path) -> None:
    assert command("ingest", "leases", str(given)) == 1  # for one of the files is broken
    assert command("ingest", "leases", "--list", "--json") == 0
    declared = scenario.load(name)
    asked = f"How much is the monthly rent of {NAME}, {WHO}?"
    lines = [
        {"id": 1} | dict.fromkeys(declared.required, asked),
        {"id": "D2N088"} | dict.fromkeys(declared.required, "How much is the monthly rent?"),
        {"id": 2, "collection": NAME} | dict.fromkeys(declared.required, asked),
        {"id": 3},
    ]
    (given / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    search = ["--collection", "leases"] if declared.searches else []
    assert command("run", name, str(given / "in.jsonl"), "-o", str(out / "out.jsonl"), *search) == 0
    answered = (out / "out.jsonl").read_bytes()
    assert command("run", name, str(given / "in.jsonl"), "-o", str(out / "out.jsonl"), "--resume", *search) == 0
    assert (out / "out.jsonl").read_bytes() == answered
    assert command("ingest", "leases", "--remove", f"{NAME}.pdf") == 3
    assert command("run", name, str(given / f"{NAME} {WHO}.jsonl")) == 3


def by_page(name: str, out: Path) -> None:
    ui.backend.clear()
    engine = ui.backend()
    while engine.state in ("opening", "loading"):
        time.sleep(0.02)  # a loop without a rest would take the processor from who loads
    assert engine.problem == ""
    shops = engine.settings.home / "sites"  # a collection is open to customers only where a site says so
    shops.mkdir(exist_ok=True)
    (shops / "shop.toml").write_text('name = "The shop"\ncollection = "leases"\n')
    page = AppTest.from_file(str(suite.apps() / f"{name}.py"), default_timeout=120).run()
    {"document_qa": _ask_documents, "customer_support": _ask_support, "medical_notes": _draft_note}[name](page, out)
    engine.store.close()


def _press(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def _ask_support(page: AppTest, out: Path) -> None:
    """Ask as a customer, rate, and want a person; what the desk can export is written to `out`."""
    store = ui.backend().store
    page.chat_input[0].set_value(f"What is the monthly rent of {NAME}, who is {WHO}?").run()
    _press(page, "Talk to a person")
    assert not page.exception
    [talk] = store.talks("customer_support")
    assert len(store.messages(talk.id)) > 1
    for form in ("markdown", "json"):
        (out / f"scrubbed.{form}").write_text(store.export_talk(talk.id, form, scrub=True))


def _draft_note(page: AppTest, out: Path) -> None:
    """Draft a note of a visit whose header and dialogue hold the marks."""
    page.text_input(key="patient-name").set_value(NAME)
    page.text_input(key="patient-record").set_value(MARKS["record"])
    page.text_area(key="transcript").set_value(
        f"Doctor: Good morning, {NAME}. What brings you in?\nPatient: My left knee hurts. I am {WHO}.\n"
        "Doctor: Any fever?\nPatient: No.\nDoctor: I want you to take ibuprofen 400 mg twice a day.\n"
    )
    _press(page, "Draft the note")
    assert not page.exception
    _sign(page, out)


def _sign(page: AppTest, out: Path) -> None:
    """Settle what is open, sign, add to it, and write to `out` what the signed note is given out as."""
    while choices := [button for button in page.button if button.label in ("Remove it", "Leave it out")]:
        choices[0].click().run()
    next(box for box in page.checkbox if str(box.key).startswith("read-")).check().run()
    next(button for button in page.button if button.label.startswith("Sign as")).click().run()
    area = next(area for area in page.text_area if str(area.key).startswith("addendum-words-"))
    area.set_value(f"{NAME} called: fever since noon, says {WHO}.")
    _press(page, "Sign the addendum")
    assert not page.exception
    engine, part = ui.backend(), partial(scenario.load_module, "medical_notes")
    book = NoteBook(engine.settings.database_url)
    [visit] = book.visits()
    signed = book.signed(visit.id)
    made = part("pages.signed").document(visit, signed)
    assert signed.addenda
    book.close()
    (out / "note.md").write_text(part("signed.exports").markdown(made))
    (out / "note.json").write_text(json.dumps(part("signed.exports").fhir(made)))
    (out / "scrubbed.markdown").write_text(part("signed.keeping").bare(signed, visit, engine.funnel("medical_notes")))
    (out / "plain.txt").write_text(part("signed.leaflet").plain_words(part("note").from_json(signed.body)))


def _ask_documents(page: AppTest, out: Path) -> None:
    engine, name = ui.backend(), "document_qa"
    page.text_input(key="collection-new").set_value(f"Papers of {NAME}").run()
    page.selectbox(key="collection").set_value("leases").run()
    page.segmented_control(key="view").set_value("documents").run()
    page.file_uploader[0].set_value([(f"{NAME} ({MARKS['number']}).txt", f"Late letter.\n{LEASE}".encode(), "")]).run()
    page.segmented_control(key="view").set_value("find").run()
    page.text_input(key="find-words").set_value(f"rent of {WHO}").run()
    page.segmented_control(key="view").set_value("ask").run()
    page.chat_input[0].set_value(f"What is the monthly rent of {NAME}, {'please ' * 10}, who is {WHO}?").run()
    page.chat_input[0].set_value("How much is the monthly rent?").run()
    assert not page.exception
    [talk] = engine.store.talks(name)
    answers = [message.answer_id for message in engine.store.messages(talk.id) if message.answer_id]
    assert len(answers) == 2
    assert any(engine.store.answer(answer).generation for answer in answers), "the model was never asked"
    page.text_input(key=f"title-{talk.id}").set_value(f"The rent of {WHO}").run()
    page.session_state[f"form-{answers[0]}"] = True  # open
    page.run()
    page.text_area(key=f"edit-{answers[0]}").set_value(f"It is 900 euros, says {WHO}.")
    page.text_input(key=f"comment-{answers[0]}").set_value(f"Ask {WHO}")
    next(button for button in page.button if button.label == "Save rating").click().run()
    assert all(rating.comment and rating.edit for rating in engine.store.ratings(answers[0]))
    assert len(engine.store.ratings(answers[0])) == 1
    engine.store.add_message(talk.id, "assistant", f"A draft for {WHO}, and", stopped=True)
    for form in ("markdown", "json"):
        (out / f"talk.{form}").write_text(engine.store.export_talk(talk.id, form))
        (out / f"scrubbed.{form}").write_text(engine.store.export_talk(talk.id, form, scrub=True))


def found(*places: Path) -> dict[str, list[str]]:
    """Return, for each mark, the files that hold it in any of some encodings, whatever their letters' case."""
    files = [
        file for place in places for file in [place, *place.rglob("*")] if file.is_file() and not file.is_symlink()
    ]
    contents = {file: file.read_bytes().lower() + file.name.lower().encode() for file in files}
    return {
        mark: [file.name for file, content in contents.items() if _holds(content, mark)]
        for mark in (*MARKS.values(), *WORDS)
    }


def _holds(content: bytes, mark: str) -> bool:
    if mark.isdigit():  # stands by chance in hashes and figures
        return re.search(rb"(?<![0-9a-z.])" + mark.encode() + rb"(?![0-9a-z])", content) is not None
    return any(form in content for form in _forms(mark))


def _forms(mark: str) -> list[bytes]:
    low = mark.lower()
    return [low.encode(), low.encode("utf-16-le"), json.dumps(low).strip('"').encode(), low.encode().hex().encode()]
