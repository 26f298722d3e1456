"""Where the rules say so every text loses its personal data on its way, and what can't be searched goes nowhere."""

import ast
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import FakeListChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk
from pydantic import Field

from minigiants import batch, scenario, suite
from minigiants.privacy import (
    PLACES,
    Entity,
    Funnel,
    Known,
    Place,
    PolicyError,
    PrivacyError,
    Rules,
    Scrubber,
    load_policy,
    load_rules,
    quiet_logs,
)
from minigiants.store import Store
from minigiants.types import Answer, Claim, Evidence, Trace

HIPAA = load_policy("hipaa")
MAIL = "zq77@quack.example"
ALL = "model = true\nindex = true\nanswers = true\nratings = true\nexports = true\nlogs = true\n"


def funnel(*places: Place) -> Funnel:
    return Funnel(Rules(policy=HIPAA, where=frozenset(places)))


def broken(*places: Place) -> Funnel:
    """Make a funnel whose finder fails, quoting the text."""

    def find(texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        raise ValueError(next(iter(texts)))

    return Funnel(Rules(policy=HIPAA, where=frozenset(places)), lambda policy: Scrubber(find, policy))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f'policy = "hipaa"\n[where]\n{ALL}mail = true', "there is no place 'mail'"),
        (f'policy = "hipaa"\n[where]\n{ALL}'.replace("logs = true\n", ""), "the place 'logs' is missing"),
        (f'policy = "hipaa"\nother = 1\n[where]\n{ALL}', "there is no setting 'other'"),
        (f"[where]\n{ALL}", "the setting 'policy' is missing"),
        (f'policy = "hipaa"\n[where]\n{ALL}'.replace("logs = true", "logs = 1"), "either true or false"),
        ('policy = "hipaa"\nwhere = true', "`where` a table"),
        (f'policy = "none.toml"\n[where]\n{ALL}', "there is no policy"),
        ("policy =", "can't be read"),
    ],
)
def test_rules_with_a_mistake_are_refused_in_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "privacy.toml").write_text(text)

    with pytest.raises(PolicyError) as refused:
        load_rules(tmp_path / "privacy.toml")

    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", scenario.names())
def test_every_scenario_says_where_personal_data_is_taken_out(name: str) -> None:
    rules = load_rules(suite.scenarios() / name / "privacy.toml")

    assert scenario.load(name).privacy == rules
    assert "logs" in rules.where
    assert rules.everywhere("redact").where == PLACES


def test_a_place_that_is_off_lets_texts_through_and_opens_no_finder() -> None:
    def fail(policy: object) -> Scrubber:
        raise AssertionError("opened")

    off = Funnel(Rules(policy=HIPAA, where=frozenset({"logs"})), fail)
    off.warm_up()

    assert off("answers", MAIL) == MAIL
    with pytest.raises(PrivacyError, match=r"can't be searched for \(AssertionError\)"):
        off("logs", MAIL)


def test_all_texts_of_an_answer_share_their_labels_and_what_is_looked_up_stays() -> None:
    evidence = Evidence(passage_id="p", document_id="d" * 64, document=f"{MAIL}.txt", page=1, start=0, end=5, text=MAIL)
    claim = Claim(text=f"Write to {MAIL}.", evidence=(evidence,), why=f"No source says {MAIL}")
    trace = Trace(question=f"Who is {MAIL}?", collection=MAIL, withheld=(claim,), selected=(evidence,))
    answer = Answer(id=MAIL, text=claim.text, action="answer", claims=(claim,), evidence=(evidence,), trace=trace)

    kept = funnel("answers").value("answers", answer)

    assert kept.text == kept.claims[0].text == "Write to <EMAIL_ADDRESS_1>."
    assert str(kept).count(MAIL) == 2  # its id, and the collection
    assert str(funnel("exports").value("exports", answer)).count(MAIL) == 1
    assert kept.evidence[0].document_id == "d" * 64


def test_a_talk_has_one_label_for_one_person_and_after_a_restart_never_one_of_another() -> None:
    first = funnel("answers")
    told = [first("answers", text, first.talk("t")) for text in (f"I am {MAIL}", f"and b@b.example, not {MAIL}")]

    later = funnel("answers")
    new = later("answers", "c@c.example", later.talk("t", lambda: told))

    assert told == ["I am <EMAIL_ADDRESS_1>", "and <EMAIL_ADDRESS_2>, not <EMAIL_ADDRESS_1>"]
    assert new == "<EMAIL_ADDRESS_3>"


def test_what_cannot_be_searched_is_not_kept_and_the_sentence_holds_none_of_it(tmp_path: Path) -> None:
    closed = broken("answers", "ratings")

    def through(value: Any, *, place: Place, scenario: str, talk: str, asked: bool = False) -> Any:
        return closed.value(place, value)

    store = Store(f"sqlite:///{tmp_path / 'a.db'}", through=through)
    with pytest.raises(PrivacyError) as refused:
        store.start_talk("s", "c", MAIL)
    with pytest.raises(PrivacyError):
        store.save_answer(Answer(id="a", text=MAIL, action="answer"), scenario="s", request={"question": MAIL})

    assert store.talks("s") == []
    assert MAIL not in str(refused.value)
    store.close()
    assert all(MAIL.encode() not in file.read_bytes() for file in tmp_path.glob("a.db*"))


class Echo(FakeListChatModel):
    """Says what it reads, a character at a time."""

    responses: list[str] = Field(default_factory=list)
    read: list[str] = Field(default_factory=list)

    def _stream(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        self.read.append(str(messages[-1].content))
        for letter in self.read[-1]:
            yield ChatGenerationChunk(message=AIMessageChunk(content=letter))


def test_a_model_reads_labels_and_its_words_come_back_with_the_originals() -> None:
    model = Echo()
    text = f"Ask {MAIL} or b@b.example of the rent; {MAIL} knows that 3 < 4."

    screened = funnel("model").model(model)
    pieces = [chunk.text for chunk in screened.stream(text)]

    assert model.read == ["Ask <EMAIL_ADDRESS_1> or <EMAIL_ADDRESS_2> of the rent; <EMAIL_ADDRESS_1> knows that 3 < 4."]
    assert "".join(pieces) == text
    assert len([piece for piece in pieces if piece]) > 5
    assert screened.invoke(text).text == text
    assert funnel("answers").model(model) is model


def test_a_model_is_not_asked_what_cannot_be_searched() -> None:
    model = Echo()

    with pytest.raises(PrivacyError):
        broken("model").model(model).invoke("x")

    assert model.read == []


def test_a_batch_goes_on_after_a_line_that_cannot_be_searched() -> None:
    items = list(batch.items([b'{"id": "%s", "question": "x"}' % MAIL.encode(), b'{"id": 2, "question": "y"}']))

    def answer(request: Any) -> batch.Line:
        return {"text": f"{MAIL} said {request['question']}", "action": "answer"}

    def through(texts: batch.Line, request: Any) -> batch.Line:
        return (broken("exports") if request["id"] == 2 else funnel("exports")).value("exports", texts)

    lines = list(batch.run(items, answer, through=through))

    assert lines[0] == {"id": MAIL, "text": "<EMAIL_ADDRESS_1> said x", "action": "answer"}
    assert lines[1].keys() == {"id", "error"}
    assert list(batch.run(items, answer, lines[:1], through=through)) == lines[1:]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Keep all log lines in a file, and let the next test log as before."""
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(logging.LogRecord)  # an earlier test may have opened an app, which makes logs quiet
    handler = logging.FileHandler(tmp_path / "log")
    logging.getLogger().addHandler(handler)
    yield tmp_path / "log"
    logging.getLogger().removeHandler(handler)
    logging.setLogRecordFactory(before)
    handler.close()


@pytest.mark.parametrize("quiet", [False, True])
def test_log_lines_hold_no_text_of_other_packages_and_no_words_of_errors(log: Path, *, quiet: bool) -> None:
    if quiet:
        quiet_logs()
    try:
        try:
            raise KeyError(MAIL)
        except KeyError as error:
            raise ValueError(f"no {MAIL}") from error
    except ValueError:
        logging.getLogger("streamlit_like").exception("could not show %s", MAIL)
        logging.getLogger("minigiants.x").exception("unexpected %s", "ValueError")
    logging.getLogger("parser").warning(f"what is {MAIL}?")

    written = log.read_text()
    assert (MAIL in written) is not quiet
    if quiet:
        assert "parser, test_funnel.py:" in written
        assert "unexpected ValueError" in written
        assert written.count("which led to") == 2


ENTRIES = {"Store": {"through"}, "ingest": {"funnel"}}
EXEMPT = {"core/minigiants/evaluation/_setup.py", "core/minigiants/ui/review/desk.py"}
"""Evaluation data only; reviews only, which hold no word of a text."""


def test_nobody_passes_by_the_funnel() -> None:
    root = suite.root()
    past = [
        f"{path}:{call.lineno}"
        for file in [*(root / "core").rglob("*.py"), *suite.scenarios().rglob("*.py"), *suite.apps().rglob("*.py")]
        for path in [file.relative_to(root).as_posix()]
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call) and path not in EXEMPT
        for name in [ast.unparse(call.func).rpartition(".")[2]]
        if name in ENTRIES and not ENTRIES[name] <= {word.arg for word in call.keywords}
    ]

    assert past == []
