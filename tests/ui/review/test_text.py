"""What a reviewer says of marks, what is kept of it, and what it says of the finder."""

import json
import tomllib
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from minigiants import suite
from minigiants.privacy import TYPES, load_policy
from minigiants.settings import Settings
from minigiants.store import Review, ReviewedMark
from minigiants.types import Entity
from minigiants.ui.review.desk import KEY_FILE, ReviewDesk
from minigiants.ui.review.marks import HUES, SHARE
from minigiants.ui.review.numbers import Share, figures, latest, more_notes, wilson
from minigiants.ui.review.take import as_json, review
from minigiants.ui.review.text import BY_HAND, FAMILIES, ReviewedNote, family, places, widened
from tests.ui.finding import ToyFinder

TEXT = "Dr. Ann Lee saw Ann at the Lee clinic."


def entity(start: int, end: int, type_: str = "PERSON", recognizer: str = "toy") -> Entity:
    return Entity(start=start, end=end, type=type_, score=0.9, recognizer=recognizer)


FOUND = [entity(4, 11), entity(16, 19)]


def note() -> ReviewedNote:
    return ReviewedNote(name="n", text=TEXT, raw=list(FOUND))


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("ann", [(4, 7), (16, 19)]),
        ("Ann  Lee", [(4, 11)]),
        ("Le", []),
        ("", []),
        ("Lee clinic.", [(27, 38)]),
        ("(", []),
    ],
)
def test_words_are_found_where_they_stand_whole(words: str, spans: list[tuple[int, int]]) -> None:
    assert places(TEXT, words) == spans


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [(5, 6, (4, 7)), (3, 12, (4, 11)), (12, 3, (4, 11)), (3, 4, None), (-5, 99, (0, 38)), (36, 38, (31, 38))],
)
def test_a_selection_becomes_whole_words(start: int, end: int, span: tuple[int, int] | None) -> None:
    assert widened(TEXT, start, end) == span


def test_a_mark_of_the_reviewer_takes_the_place_of_what_it_meets() -> None:
    one = note()

    one.add([(4, 7), (27, 37)], "FACILITY")

    assert [(m.start, m.type) for m in one.marks(FOUND)] == [(4, "FACILITY"), (16, "PERSON"), (27, "FACILITY")]
    assert [one.verdict(m, FOUND) for m in one.marks(FOUND)] == ["accepted", "accepted", "added"]


def test_what_is_found_only_in_part_counts_as_missed() -> None:
    one = note()

    one.add([(0, 11)], "PERSON")

    assert [(m.start, one.verdict(m, FOUND)) for m in one.marks(FOUND)] == [(0, "added"), (16, "accepted")]


def test_a_decision_can_be_taken_back_and_makes_the_note_open_again() -> None:
    one = note()
    one.done = True

    one.reject(FOUND[0])
    assert (one.done, one.accepted(FOUND)) == (False, FOUND[1:])

    one.accept(FOUND[0])
    assert one.accepted(FOUND) == FOUND


def test_every_type_has_a_colour() -> None:
    assert {family(type_) for type_ in TYPES} == set(HUES)
    assert {type_ for types in FAMILIES.values() for type_ in types} <= set(TYPES)


@pytest.mark.parametrize(("theme", "hue"), list(product(("light", "dark"), HUES)))
def test_a_marked_text_can_be_read_in_the_light_and_in_the_dark(theme: str, hue: str) -> None:
    settings = tomllib.loads((suite.apps() / ".streamlit" / "config.toml").read_text("utf-8"))["theme"][theme]
    back, colour = _rgb(settings["backgroundColor"]), _rgb(HUES[hue])
    mixed = [(c * SHARE + b * (100 - SHARE)) / 100 for c, b in zip(colour, back, strict=True)]

    lighter, darker = sorted((_luminance(mixed), _luminance(_rgb(settings["textColor"]))), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= 7


def test_what_is_kept_and_exported_holds_places_and_no_words(home: Path) -> None:
    one = note()
    one.add([(27, 37)], "FACILITY")
    one.reject(FOUND[1])

    kept = review(ReviewDesk(Settings(home=home), ToyFinder()), one, load_policy("hipaa"), FOUND, reviewer="ann")
    exported = as_json(kept, load_policy("hipaa"))

    assert [(s["start"], s["verdict"], s["act"], s["recognizer"]) for s in json.loads(exported)["spans"]] == [
        (4, "accepted", "label", "toy"),
        (16, "rejected", "keep", "toy"),
        (27, "added", "label", BY_HAND),
    ]
    assert [word for word in ("Dr", "Ann", "Lee", "clinic") if word in exported + repr(kept)] == []


def test_a_texts_hash_is_known_again_and_needs_the_key(home: Path, tmp_path: Path) -> None:
    one, again = ReviewDesk(Settings(home=home), ToyFinder()), ReviewDesk(Settings(home=home), ToyFinder())
    (tmp_path / "other").mkdir()
    other = ReviewDesk(Settings(home=tmp_path / "other"), ToyFinder())

    assert one.text_key(TEXT) == again.text_key(TEXT) != other.text_key(TEXT)
    assert (home / KEY_FILE).stat().st_mode & 0o077 == 0


def judged(verdict: Any) -> ReviewedMark:
    return ReviewedMark(start=0, end=1, type="ID", recognizer="toy", score=1.0, verdict=verdict)


def kept(text_key: str, *verdicts: str, policy: str = "hipaa", finder: str = "1") -> Review:
    return Review(
        text_key=text_key,
        reviewer="ann",
        policy=policy,
        finder=finder,
        characters=9,
        spans=tuple(map(judged, verdicts)),
        time=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_figures_count_the_last_review_of_each_text_under_the_same_policy_and_finder() -> None:
    reviews = [
        kept("a", "added", "added"),
        kept("a", "accepted", "added", "rejected"),
        kept("b", "accepted", "accepted"),
        kept("c", "added", policy="redact"),
        kept("d", "added", finder="0"),
    ]

    known = figures(latest(reviews, policy="hipaa", finder="1"))

    assert (known.notes, known.found, known.wrong) == (2, Share(hits=3, n=4), Share(hits=1, n=4))
    assert known.clean == Share(hits=1, n=2)


@pytest.mark.parametrize(("hits", "n", "notes"), [(90, 100, 20), (100, 100, 10), (1, 2, 1), (0, 5, 3)])
def test_that_many_more_notes_would_halve_the_interval_and_one_fewer_would_not(hits: int, n: int, notes: int) -> None:
    def width(more: int) -> float:
        times = (notes + more) / notes
        low, high = wilson(hits * times, n * times)
        return high - low

    more = more_notes(Share(hits=hits, n=n), notes)

    assert more is not None
    assert width(more) <= width(0) / 2 < width(more - 1)


def _rgb(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(rgb: list[float]) -> float:
    """Return the relative luminance as WCAG defines it."""
    linear = [v / 12.92 if (v := c / 255) <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
