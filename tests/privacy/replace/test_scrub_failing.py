import traceback
from collections.abc import Iterable, Iterator

import pytest

from minigiants.privacy import Entity, Known, Policy, PrivacyError
from minigiants.privacy.replace.scrub import Scrubber
from tests.privacy.replace.marking import Spans, entity


@pytest.mark.parametrize(
    "spans",
    [
        [entity(0, 5), entity(4, 8)],
        [entity(0, 99)],
        [entity(-1, 3)],
        [entity(3, 3)],
        [entity(5, 3)],
        [entity(0, 4, "SECRET")],
        [entity(0, 4, score=float("nan"))],
        [entity(0, 4, score=2)],
    ],
)
def test_entities_that_cannot_be_right_withhold_the_text(spans: list[Entity]) -> None:
    with pytest.raises(PrivacyError):
        Scrubber(Spans(*spans), Policy(name="label")).scrub("John Smith came")


class Failing:
    """Fails as libraries do: with the text in the message, or in the message of the cause."""

    def __init__(self, *, chained: bool = False) -> None:
        self.chained = chained

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        for text in texts:
            if "bad" in text:
                cause = ValueError(f"cannot read {text!r}")
                if self.chained:
                    raise PrivacyError("no text could be searched") from cause
                raise cause
            yield []


@pytest.mark.parametrize("chained", [False, True])
def test_a_failing_finder_withholds_the_text_and_says_nothing_of_it(chained: bool) -> None:
    with pytest.raises(PrivacyError) as raised:
        Scrubber(Failing(chained=chained), Policy(name="label")).scrub("bad" + "".join(reversed("htimS")))

    said = "".join(traceback.format_exception(raised.value))
    assert "Smith" not in said
    assert raised.value.__context__ is raised.value.__cause__ is None


def test_texts_before_a_failure_come_and_none_after_it() -> None:
    stream = Scrubber(Failing(), Policy(name="label")).scrub_all(["good", "bad", "good"])

    assert next(stream).text == "good"
    with pytest.raises(PrivacyError):
        next(stream)
    assert list(stream) == []


class Miscounting:
    """Answers for another number of texts than it was given."""

    def __init__(self, by: int) -> None:
        self.by = by

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        yield from [[]] * (len(list(texts)) + self.by)


@pytest.mark.parametrize("by", [-1, 1])
def test_a_finder_that_miscounts_texts_is_refused(by: int) -> None:
    with pytest.raises(PrivacyError):
        list(Scrubber(Miscounting(by), Policy(name="label")).scrub_all(["one", "two"]))
