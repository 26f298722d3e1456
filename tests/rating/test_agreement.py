"""Agreement is what textbooks and other programs give, and raters at random agree on nothing."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from minigiants.rating import Vote, VotesError, agreement, alpha, cohen, counts, fleiss, gwet, read_votes, statistics
from minigiants.rating._chance import Level, alpha_of
from tests.rating.simulated import copying

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def votes(rows: Sequence[Sequence[int | None]]) -> list[Vote]:
    return [
        Vote(item=str(item), rater=f"r{rater}", value=float(value))
        for rater, row in enumerate(rows)
        for item, value in enumerate(row)
        if value is not None
    ]


@pytest.mark.parametrize(("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_the_textbook_example_is_the_textbooks(level: str, expected: float) -> None:
    told = agreement(votes(OBSERVERS))

    assert getattr(told, f"alpha_{level}").value == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_of_items_that_count_several_times_is_the_librarys(level: Level) -> None:
    rng = np.random.default_rng(0)
    domain, found = counts(np.where(rng.random((4, 60)) < 0.3, np.nan, rng.integers(1, 6, (4, 60)) ** 2.0))
    found = found[found.sum(axis=1) >= 2]
    times = rng.integers(0, 4, len(found)).astype(float)

    expected = alpha(np.repeat(found, times.astype(int), axis=0), domain, level)

    assert alpha_of(found, times, domain, level) == pytest.approx(expected)


def test_many_ratings_are_no_matter() -> None:
    told = agreement(copying(20_000, 2, 0.8, seed=1))

    assert told.strength == "weak"
    assert told.shared == 20_000


# Gwet's own worked examples: 100 pregnant women of two abstractors (irrCAC's cont3x3abstractors), and the four raters
# of twelve units above (cac.raw4raters), whose AC1 his package's vignette gives as .77544.
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]


def test_gwets_ac1_of_his_examples_is_his() -> None:
    women = [
        np.eye(3)[one] + np.eye(3)[other]
        for one, row in enumerate(ABSTRACTORS)
        for other, times in enumerate(row)
        for _ in range(times)
    ]

    assert gwet(np.array(women)) == pytest.approx(0.8493305, abs=5e-7)
    assert agreement(votes(OBSERVERS)).ac1.value == pytest.approx(0.77544, abs=5e-6)


def test_gwets_ac2_with_ordinal_weights_is_irrcacs() -> None:
    # irrCAC 0.4.4 for Python, CAC(raw_4raters(), weights="ordinal", categories=[1, 2, 3, 4, 5]).gwet().
    assert agreement(votes(OBSERVERS)).ac2.value == pytest.approx(0.89894, abs=5e-6)


def one_off(times: int = 10) -> list[Vote]:
    """Four raters who all say 3, but for one vote."""
    return votes([[3] * times] * 3 + [[3, 3, 3, 3, 1, *[3] * (times - 5)]])


def test_where_one_value_fills_the_scale_there_is_too_little_spread_to_tell() -> None:
    told = agreement(one_off())

    assert told.strength == "unknown"
    assert told.sentence.startswith("Too little spread to tell: 98% of the votes are “3”")
    assert "equal votes 0.95, Gwet's AC1 0.95" in told.sentence
    assert statistics(one_off())[0].why_no_ranking == told.sentence


def test_raters_who_read_the_scale_the_other_way_round_are_not_called_random() -> None:
    told = agreement(votes([[1, 2] * 6, [2, 1] * 6]))

    assert told.strength == "none"
    assert told.sentence.startswith("Opposite votes")


@pytest.fixture
def doubled(tmp_path: Path) -> Path:
    """Ann rates item 3 three times, once as “ann ”."""
    file = tmp_path / "double.csv"
    rows = [f"{n},{name},{n % 5 + 1}" for name in ("Ann", "Bob") for n in range(10)]
    file.write_text("\n".join(["item,rater,value", *rows, "3,Ann,1", "3,ann ,5", ""]), "utf-8")
    return file


def test_a_rater_is_one_person_however_the_name_is_written_and_votes_given_twice_are_told(doubled: Path) -> None:
    [told] = statistics(read_votes(doubled))

    assert told.agreement.raters == 2
    assert [r.rater for r in told.raters] == ["Ann", "Bob"]
    assert told.remarks == (
        "“ann” (line 23) is read as “Ann”: capitals and spaces make no difference in a name.",
        "“Ann” rated item 3 three times (lines 5, 22, 23): the last vote counts.",
    )


def test_words_without_an_order_are_labels(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    rows = [f"{n},{name},{('billing', 'Delivery', 'other')[n % 3]}" for name in "AB" for n in range(12)]
    file.write_text("\n".join(["item,rater,value", *rows, ""]).replace("B,billing", "B,Billing "), "utf-8")

    [told] = statistics(read_votes(file))

    assert told.agreement.nominal
    assert told.agreement.alpha_nominal.value == 1
    assert told.why_no_ranking.startswith("Labels have no order")
    assert (told.raters, told.ranking) == ((), ())
    assert "labels without an order" in told.remarks[0]


def test_words_of_a_known_scale_count_as_its_numbers_do(tmp_path: Path) -> None:
    words = "low,low|low,medium|medium,medium|medium,high|high,high|high,high|low,low|high,high|medium,low|low,medium"
    found = []
    for name, steps in (("words", {}), ("numbers", {"low": "1", "medium": "2", "high": "3"})):
        lines = ["item,rater,value"]
        for item, said in enumerate(words.split("|")):
            lines += [f"{item},{rater},{steps.get(w, w)}" for rater, w in zip("AB", said.split(","), strict=True)]
        file = tmp_path / f"{name}.csv"
        file.write_text("\n".join([*lines, ""]), "utf-8")
        found.append(agreement(read_votes(file)))

    assert found[0].alpha_ordinal == found[1].alpha_ordinal
    assert found[0].strength == found[1].strength != "none"


def test_fleiss_kappa_of_his_example_is_his() -> None:
    # Fleiss (1971), as in the usual worked example: ten subjects, fourteen raters, five categories.
    table = """0 0 0 0 14|0 2 6 4 2|0 0 3 5 6|0 3 9 2 0|2 2 8 1 1|7 7 0 0 0|3 2 6 3 0|2 5 3 2 2|6 5 2 1 0|0 2 2 3 7"""
    found = np.array([[float(n) for n in row.split()] for row in table.split("|")])

    assert fleiss(found) == pytest.approx(0.210, abs=5e-4)


def test_cohens_kappa_is_scikit_learns() -> None:
    rng = np.random.default_rng(0)
    one, other = rng.integers(1, 5, 200), rng.integers(1, 5, 200)

    assert cohen(one.astype(float), other.astype(float)) == pytest.approx(cohen_kappa_score(one, other))


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_raters_with_a_known_agreement_are_recovered(share: float) -> None:
    told = agreement(copying(800, 2, share, seed=1))

    assert told.alpha_nominal.low is not None
    assert told.alpha_nominal.high is not None
    assert told.alpha_nominal.low - 0.03 <= share**2 <= told.alpha_nominal.high + 0.03
    assert told.cohen[0].kappa.value == pytest.approx(told.alpha_nominal.value, abs=0.01)


@pytest.mark.parametrize("seed", range(5))
def test_raters_at_random_agree_on_nothing_and_nothing_is_ranked(seed: int) -> None:
    [told] = statistics(copying(100, 3, 0.0, seed=seed))

    assert told.agreement.strength == "none"
    assert told.agreement.sentence.startswith("No agreement")
    assert told.ranking == ()
    assert told.why_no_ranking == told.agreement.sentence


def test_strong_agreement_ranks() -> None:
    [told] = statistics(copying(60, 3, 0.97, seed=0))

    assert told.agreement.strength == "strong"
    assert len(told.ranking) == 60
    scores = [one.score.value or 0.0 for one in told.ranking]
    assert scores == sorted(scores, reverse=True)


def test_of_one_value_and_of_few_items_nothing_is_told() -> None:
    same = agreement([Vote(item=str(n), rater=r, value=4) for n in range(20) for r in "ab"])
    few = agreement(copying(4, 2, 1.0, seed=0))

    assert (same.strength, same.alpha_ordinal.value) == ("unknown", None)
    assert "same value" in same.sentence
    assert (few.strength, few.shared) == ("unknown", 4)
    assert math.isnan(alpha(np.array([[2.0]]), np.array([1.0]), "nominal"))


def test_a_table_is_read_with_missing_cells_and_the_last_word_counts(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("Item,Rater,Value\na,ann,4\na,bob,\nb,ann,2\nb,bob,3\na,ann,5\n", "utf-8")

    [told] = statistics(read_votes(file))

    assert (told.agreement.items, told.agreement.ratings, told.agreement.shared) == (2, 3, 1)
    assert counts(np.array([[5.0, 2.0], [np.nan, 3.0]]))[0].tolist() == [2.0, 3.0, 5.0]


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_table_is_read_as_spreadsheets_part_and_leave_out_cells(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "votes.csv"
    rows = [["item", "rater", "value"], ["a", "ann", "4"], ["a", "bob", "NA"], ["b", "ann", "n/a"]]
    file.write_text("\ufeff" + "".join(mark.join(row) + "\r\n" for row in rows), "utf-8")

    assert read_votes(file) == [Vote(item="a", rater="ann", value=4)]


@pytest.mark.parametrize("mark", [";", "\t"], ids=["semicolon", "tab"])
def test_where_commas_part_no_cells_they_part_decimals(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "votes.csv"
    rows = [["item", "rater", "value"], ["a", "ann", "4,5"], ["b", "ann", "3.5"]]
    file.write_text("".join(mark.join(row) + "\n" for row in rows), "utf-8")

    assert [vote.value for vote in read_votes(file)] == [4.5, 3.5]


def test_measurements_without_steps_are_refused_before_memory_runs_out() -> None:
    with pytest.raises(VotesError, match="2000 different values are not a scale"):
        counts(np.arange(2000.0).reshape(2, 1000))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("item,value\na,1\n", "no column 'rater'"),
        ("item,rater,value,value\na,ann,1,2\n", "column 'value' twice"),
        ("item,rater,value\na,bob,3\na,ann,secret\n", "line 3 has a value that is not a number"),
        ("item,rater,value\n,ann,3\n", "line 2 has a value but no item"),
        ("item,rater,value,left,right\na,ann,7,x,y\n", "not left, right or tie"),
        ("item,rater,value\na,ann,inf\n", "not a number"),
    ],
)
def test_a_table_that_cant_be_counted_is_refused_without_quoting_it(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "votes.csv"
    file.write_text(content, "utf-8")

    with pytest.raises(VotesError, match=said) as failure:
        read_votes(file)
    assert "secret" not in str(failure.value)
