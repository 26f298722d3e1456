"""Count how questions on tables are computed, without a model: `python -m benchmarks.computed [--half held]`.

All tables of all documents are looked at for each question, as the pipeline does; a wrong value counts worse than none.
"""

import argparse

from minigiants import documents
from minigiants.answering import tables
from scenarios.document_qa.evals import tables as questions


def main() -> None:
    """Compute and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tune", "held"], default="held")
    given = parser.parse_args()
    found = sheets()
    tally = {"right": 0, "wrong": 0, "silent": 0, "made up": 0, "rightly silent": 0}
    for question in questions.load(given.half):
        how, results = tables.computed(question.question, found)
        text = results[0].text if how == "one" else ""
        verdict = judged(question, text)
        tally[verdict] += 1
        if verdict in ("wrong", "silent", "made up"):
            print(f"{question.id} {verdict}: {question.question!r} -> {text or how!r}")
    print(given.half, tally)


def judged(question: questions.TableQuestion, text: str) -> str:
    """Say how a computed text came out; an empty one is silence."""
    if not question.answerable:
        return "made up" if text else "rightly silent"
    return "right" if text and questions.right(question, text) else "wrong" if text else "silent"


def sheets() -> list[tables.Sheet]:
    """Read the tables of all documents."""
    found = []
    for name, data in questions.documents().items():
        document = documents.read(data, name)
        headings = " ".join(heading for page in document.pages for _, heading in page.headings)
        texts = {page.number: page.text for page in document.pages}
        found += [
            tables.Sheet(
                document_id=document.id, document=name, table=table, heading=headings, page_text=texts.__getitem__
            )
            for table in document.tables
        ]
    return found


if __name__ == "__main__":
    main()
