"""Let corrections into a scenario's gate, and ask the scenario its cases."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing

from minigiants import batch, rating
from minigiants.rating import Case, CaseOutcome, Correction, Gate, GateError
from minigiants.retrieval import open_library
from minigiants.scenario import Scenario
from minigiants.services import build_services, open_funnel, open_store, warm_up
from minigiants.settings import Settings


def let_in(settings: Settings, name: str, *, accept: Iterable[str], retire: Iterable[str]) -> list[dict[str, str]]:
    """Accept and retire cases as the person of the settings; return a row for each correction and case.

    Of `all` corrections, those that can't be tested go on waiting.
    """
    with closing(open_store(settings)) as store:
        kept = Gate(settings.home, name, store)
        return _let_in(kept, rating.corrections(store, name), accept, retire, reviewer=settings.user)


def _let_in(
    gate: Gate, corrections: Sequence[Correction], accept: Iterable[str], retire: Iterable[str], *, reviewer: str
) -> list[dict[str, str]]:
    waiting = {one.answer.id: one for one in gate.waiting(corrections)}
    for wanted in accept:
        chosen = list(waiting) if wanted == "all" else [wanted]
        for answer_id in chosen:
            if answer_id not in waiting:
                raise KeyError(f"no correction {answer_id!r} waits; `--waiting` lists them")
            try:
                gate.accept(waiting[answer_id], reviewer=reviewer)
            except GateError:
                if wanted != "all":
                    raise
                continue
            del waiting[answer_id]
    for case_id in retire:
        gate.retire(case_id, reviewer=reviewer)
    rows = [_row(c.answer.id, rating.asked(c.request), c.rater, "waits") for c in waiting.values()]
    return rows + [_row(c.id, rating.asked(c.request), c.corrected_by, f"version {c.version}") for c in gate.cases()]


def failures(kept: Gate, chosen: Scenario, settings: Settings, *, tell: Callable[[str], None]) -> list[CaseOutcome]:
    """Ask the scenario each case and return the checks; an answer that fails to come fails its case."""
    cases = kept.cases()
    if not cases:
        raise LookupError(f"the gate of {chosen.name!r} has no case yet: correct an answer, then accept the correction")
    library = open_library(settings)
    try:
        services = build_services(settings, library, funnel=open_funnel(settings, chosen.name))
        warm_up(services)

        def one(number: int, case: Case) -> CaseOutcome:
            tell(f"case {number} of {len(cases)}")
            try:
                made = chosen.pipeline(case.request, services)
                # A case of one section is about that section of the text.
                return rating.check(case, made.sections.get(str(case.request.get("section", "")), made.text))
            except Exception as error:  # noqa: BLE001 - a failure is a result, and counts as one
                return CaseOutcome(case=case.id, passed=False, why=batch.in_words(error))

        return [one(number, case) for number, case in enumerate(cases, start=1)]
    finally:
        library.close()


def _row(case: str, question: str, by: str, state: str) -> dict[str, str]:
    short = " ".join(question.split())
    return {"id": case, "question": short[:59] + "…" if len(short) > 60 else short, "corrected by": by, "state": state}
