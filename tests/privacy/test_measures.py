"""Measures of finders: what counts as covered, what as taken without need, how F2 is made."""

from collections.abc import Iterable, Iterator

import pytest

from benchmarks.privacy import measures
from benchmarks.privacy.presidio import StockPresidio
from benchmarks.privacy.sample import Sample, apart, fold_of, gold, mentions
from minigiants.privacy import Entity, Known

TEXT = "Ann Roe, aged 92, met Bob on 3 May 2021."
NAME, AGE, OTHER, DATE = gold(0, 7, "PERSON"), gold(14, 16, "AGE"), gold(22, 25, "PERSON"), gold(29, 39, "DATE")


def sample(text: str = TEXT, *spans: Entity, id_: str = "one", known: Known | None = None) -> Sample:
    return Sample(id=id_, text=text, spans=spans, group=id_, known=known)


class Fixed:
    """Finds the same places in every text, and the known names."""

    def __init__(self, *entities: Entity) -> None:
        self.entities = entities

    def __call__(self, texts: Iterable[str], *, known: Known | None = None) -> Iterator[list[Entity]]:
        for text in texts:
            names = known.names if known else ()
            places = [place for name in names for place in mentions(text, name)]
            yield list(apart([*self.entities, *(gold(*place, "PERSON") for place in places)]))


@pytest.mark.parametrize(
    ("entities", "is_covered"),
    [
        ([(0, 7)], True),
        ([(0, 3), (4, 7)], True),
        ([(0, 25)], True),
        ([(0, 3)], False),
        ([(0, 6)], False),
        ([], False),
    ],
)
def test_a_value_is_covered_when_no_letter_of_it_remains(entities: list[tuple[int, int]], is_covered: bool) -> None:
    assert measures.covered(TEXT, NAME, [gold(*place, "ID") for place in entities]) is is_covered


def test_recall_is_told_by_type() -> None:
    samples = [sample(TEXT, NAME, AGE, OTHER, DATE)]

    figures = {f.name.strip(): (f.value, f.n) for f in measures.recall(samples, [[NAME, DATE]])}

    assert figures == {"values wholly covered": (0.5, 4), "AGE": (0.0, 1), "DATE": (1.0, 1), "PERSON": (0.5, 2)}


def test_under_hipaa_only_what_changes_is_taken() -> None:
    young = "She is 54 and came in 2019."
    samples = [sample(young, gold(7, 9, "AGE"), gold(22, 26, "YEAR")), sample(TEXT, AGE, id_="two")]
    found = [[gold(7, 9, "AGE"), gold(22, 26, "YEAR")], [AGE]]

    everything, _, clean = measures.protection(samples, found)

    assert (everything.value, everything.n) == (1.0, 1)
    assert (clean.value, clean.n) == (0.0, 1)


def test_a_clean_text_that_loses_something_counts_against_the_finder() -> None:
    samples = [sample("Babinski is negative."), sample("Nothing here.", id_="two")]

    clean = measures.protection(samples, [[gold(0, 8, "PERSON")], []])[-1]

    assert (clean.name, clean.value, clean.n) == ("clean texts with anything taken", 0.5, 2)


@pytest.mark.parametrize(
    ("found", "counts", "typed"),
    [
        ([NAME, DATE], (2, 0, 0), (2, 0, 0)),
        ([gold(0, 7, "LOCATION"), DATE], (2, 0, 0), (1, 1, 1)),
        ([gold(0, 3, "PERSON"), DATE], (1, 1, 1), (1, 1, 1)),
        ([gold(0, 4, "PERSON")], (1, 1, 0), (1, 1, 0)),
        ([gold(0, 40, "PERSON")], (0, 2, 1), (0, 2, 1)),
        ([], (0, 2, 0), (0, 2, 0)),
    ],
)
def test_spans_match_by_half_of_their_union(
    found: list[Entity], counts: measures.Counts, typed: measures.Counts
) -> None:
    one = sample(TEXT, NAME, DATE)

    assert measures.span_counts(one, found) == counts
    assert measures.span_counts(one, found, typed=True) == typed


def test_tokens_count_as_personal_or_not_whatever_the_type() -> None:
    # Ann Roe , aged 92 , met Bob on 3 May 2021 .
    assert measures.token_counts(sample(TEXT, NAME, DATE), [gold(0, 7, "ID"), OTHER]) == (2, 3, 1)


def test_f2_weighs_what_is_missed_four_times() -> None:
    one = sample(TEXT, NAME, OTHER)
    figures = {f.name: f.value for f in measures.exactness([one], [[NAME]])}

    assert figures["F2 by spans"] == pytest.approx(5 / (5 + 4))
    assert figures["  precision by spans"] == 1.0
    assert figures["F2 by spans of the right type"] == pytest.approx(5 / (5 + 4))


def test_known_names_reach_the_finder() -> None:
    samples = [sample(TEXT, NAME, known=Known(names=["Ann Roe"]))]

    assert measures.search(Fixed(), samples) == [[]]
    assert measures.search(Fixed(), samples, known=True) == [[NAME]]


def test_each_text_is_searched_by_the_finder_that_has_not_seen_it() -> None:
    samples = [sample(TEXT, NAME, id_=f"text-{number}") for number in range(12)]

    found = measures.by_fold({0: Fixed(), 1: Fixed(NAME)}, samples, lambda group: fold_of(group, 2))

    assert [bool(entities) for entities in found] == [fold_of(s.group, 2) == 1 for s in samples]
    assert {True, False} == {bool(entities) for entities in found}


def test_a_sample_with_spans_that_can_not_be_is_refused() -> None:
    with pytest.raises(ValueError, match="wrong span"):
        sample("Ann", gold(0, 9, "PERSON"))
    with pytest.raises(ValueError, match="wrong span"):
        sample(TEXT, NAME, gold(4, 16, "AGE"))
    with pytest.raises(ValueError, match="wrong span"):
        sample(TEXT, gold(0, 3, "NAME"))


def test_stock_presidio_finds_with_its_types_named_as_ours() -> None:
    text = "Ann Roe of Boston wrote from ann@example.org; her card is 4111 1111 1111 1111."

    [found] = StockPresidio()([text])

    types = {text[e.start : e.end]: e.type for e in found}
    assert types["ann@example.org"] == "EMAIL_ADDRESS"
    assert types["4111 1111 1111 1111"] == "CREDIT_CARD"
    assert list(apart(found)) == found
