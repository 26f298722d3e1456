"""Questions on tables are computed and told, and silence comes before a wrong column."""

from collections.abc import Callable

import pytest

from benchmarks import computed as benchmark
from minigiants import grounding, ingestion, scenario
from minigiants.answering import tables
from minigiants.retrieval import Library
from minigiants.types import Table
from tests import fakes
from tests.scenarios.document_qa.test_pipeline import ANSWER, ScriptedModel

pytestmark = pytest.mark.usefixtures("warm_reader")

questions = scenario.load_module("document_qa", "evals.tables")


@pytest.fixture(scope="module")
def sheets() -> list[tables.Sheet]:
    return benchmark.sheets()


def test_no_question_on_the_tables_gets_a_wrong_value_and_most_are_computed(sheets: list[tables.Sheet]) -> None:
    verdicts = []
    for question in questions.load():
        how, results = tables.computed(question.question, sheets)
        verdicts.append(benchmark.judged(question, results[0].text if how == "one" else ""))

    assert verdicts.count("wrong") == verdicts.count("made up") == 0
    assert verdicts.count("right") >= 0.85 * (len(verdicts) - verdicts.count("rightly silent"))


ROWS = (("Lamp", "Oslo", "120 €", "2024-05-01"), ("Rug", "Bergen", "80 €", "2024-06-15"), ("Desk", "Oslo", "310 €", ""))


@pytest.fixture
def sheet() -> Callable[..., tables.Sheet]:
    def make(*rows: tuple[str, ...]) -> tables.Sheet:
        header = ("Article", "Store", "Price", "Delivered")
        lines = ["; ".join(f"{name}: {cell}" for name, cell in zip(header, row, strict=True) if cell) for row in rows]
        starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
        spans = tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=True))
        table = Table(title="Furniture", header=header, rows=rows, spans=spans)
        return tables.Sheet(document_id="d", document="f.csv", table=table, page_text=lambda page: "\n".join(lines))

    return make


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which article costs most?", "Desk: Price 310 €."),
        ("How many articles are over 100?", "2 of 3: Lamp; Desk."),
        ("What is the total price in Oslo?", "Total of Price: €430."),
        ("Average price", "Average of Price: €170."),
        ("How much is the rug?", "Rug: Price 80 €."),
        ("Which articles were delivered after 1 June 2024?", "Rug: Delivered 2024-06-15."),
        ("List all articles under 100 euros", "Rug: Price 80 €."),
    ],
)
def test_what_a_question_asks_is_computed(question: str, told: str, sheet: Callable[..., tables.Sheet]) -> None:
    how, results = tables.computed(question, [sheet(*ROWS)])

    assert (how, results[0].text) == ("one", told)


@pytest.mark.parametrize(
    "question",
    [
        "Which article costs most without the desk?",
        "What is the weight of the lamp?",
        "Is the lamp over 100?",
        "What is the discount on the rug?",
        "How many articles are over 100 kg?",
        "What is the price of the lamp in 1999?",
        "What is the second cheapest article?",
        "Which store has the most articles?",
        "How much more is the desk than the lamp?",
    ],
)
def test_what_a_table_does_not_have_is_left_alone(question: str, sheet: Callable[..., tables.Sheet]) -> None:
    assert tables.computed(question, [sheet(*ROWS)]) == ("none", ())


def test_a_row_that_sums_up_the_others_is_not_added(sheet: Callable[..., tables.Sheet]) -> None:
    _, results = tables.computed("Total price", [sheet(*ROWS, ("Total", "", "510 €", ""))])

    assert results[0].text == "Total of Price: €510."
    assert "rows that sum up others left out" in results[0].step


def test_the_pipeline_computes_without_the_model_cites_the_rows_and_says_how(library: Library) -> None:
    csv = b"Article,Store,Price\nLamp,Oslo,120\nRug,Bergen,80\nDesk,Oslo,310\n"
    list(ingestion.ingest(library, [("furniture.csv", csv), ("note.txt", b"The shop opens at nine.")], collection="c"))
    model = ScriptedModel()
    services = fakes.services(
        model=model,
        retrieve=library.search,
        shelf=library,
        embed=library.embeddings.vectors,
        ground=grounding.check,
    )

    answer = ANSWER({"question": "How many articles have a price over 100?", "collection": "c"}, services)

    assert (answer.action, answer.text) == ("answer", "2 of 3: Lamp; Desk.")
    assert [e.text for e in answer.evidence] == [
        "Article: Lamp; Store: Oslo; Price: 120",
        "Article: Desk; Store: Oslo; Price: 310",
    ]
    assert answer.trace is not None
    assert answer.trace.steps == (
        "Counted the rows where “Price” is above 100 of the table in furniture.csv, page 1: 2 of 3 rows.",
    )
    assert model.asked == []
