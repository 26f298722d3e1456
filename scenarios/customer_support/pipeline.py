"""Answer a customer's message: decide first, then answer from evidence, ask back, refuse, or hand over."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from minigiants import answering
from minigiants.answering import Prompts, Run, Weights
from minigiants.grounding import content_words
from minigiants.pipeline import Event, Request, Services
from minigiants.settings import Settings
from minigiants.types import Answer, Claim, Evidence, Generation, Hit

from .deciding import decision, searching
from .deciding.decision import NextStep, Signals
from .replying import standard, wording
from .replying.clarifying import ask_back, asks_back
from .replying.partial import missing
from .sites import Reason, Site, site_of
from .understanding import acts, detectors, languages, smalltalk, spelling, talk, turns
from .understanding.premises import premises
from .understanding.turns import Kind

PROMPTS = Prompts.load(Path(__file__).parent / "prompts", adapter="customer_support")
LEARNED = Weights.load()
PLACES = 3
"""Articles whose names the customer sees while the answer is made."""
SAME_QUESTION = 0.75
"""Cosine from which a question is asked once more, and may have its answer once more."""
_AGAIN = re.compile(r"\b(?:again|once more|repeat)\b|\b(?:are you )?(?:sure|really)\b", re.IGNORECASE)


def answer(request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None) -> Answer:
    """Answer the last of `request["messages"]` from `request["collection"]`, by the rules of the site that owns it."""
    collection = str(request.get("collection", ""))
    return _support(site_of(collection, Settings().home / "sites"))(request, services, on_event=on_event)


@dataclass(frozen=True, slots=True)
class Support:
    """The pipeline of one site."""

    site: Site
    _examples: dict[str, detectors.Scope] = field(default_factory=dict, compare=False, repr=False)
    """The site's examples under the name "scope", looked at with the first message."""

    def __call__(
        self, request: Request, services: Services, *, on_event: Callable[[Event], None] | None = None
    ) -> Answer:
        """Answer a request; raises TalkError when its messages are no talk."""
        question = _replying(talk.question(talk.read(request["messages"])))
        collection = str(request.get("collection", ""))
        run = Run(question=_shown(question), collection=collection, services=services, emit=on_event)
        if not question.last:
            return run.refuse("clarify", "empty question", wording.EMPTY)
        if said := _settled(question):
            return run.finish("answer", "", said, (), None)
        question, doing = _understood(question, services)
        run.question = _shown(question)
        signals = self._signals(question, services)
        if doing == "machine":
            signals = replace(signals, person=0.0, rule=None if signals.rule == "asked for a person" else signals.rule)
        if doing == "close":
            signals = replace(signals, person=0.0, complaint=0.0)
        run.signals = signals.numbers()
        if told := decision.at_once(signals, self.site.costs):
            return _handed_over(run, told)
        if len(question.last) > talk.LONGEST:
            return run.refuse("clarify", "question too long", wording.TOO_LONG)
        if (sentence := languages.foreign(question.last)) is not None:
            return _not_english(run, question.last, sentence, signals)
        return (
            self._fixed(run, question)
            or self._acted(run, question, doing)
            or self._from_knowledge(run, question, signals)
        )

    def _acted(self, run: Run, question: talk.CustomerQuestion, doing: Kind) -> Answer | None:
        """Answer what is no question: the end of a talk, a reply that was not it, a greeting; None for all else."""
        if doing == "close":
            return run.finish("answer", "", _closing(question), (), None)
        if doing == "open":
            return run.refuse("clarify", "greeting", self.site.greeting)
        if doing == "machine" and not question.last:
            return run.refuse("clarify", "greeting", wording.NO_PERSON)
        return _not_it(run, question) if doing == "reject" else None

    def _signals(self, question: talk.CustomerQuestion, services: Services) -> Signals:
        """Gather what is known before the search."""
        ends = question.last if len(question.last) <= 2 * talk.LONGEST else _ends(question.last)
        vector = services.embed([question.last[: talk.LONGEST]])[0]
        if "scope" not in self._examples:
            self._examples["scope"] = detectors.Scope.of(self.site.inside, self.site.outside, services.embed)
        far = self._examples["scope"].probability(question.last[: talk.LONGEST], vector)
        before = question.told[-1] if question.told else ""
        person = detectors.intent("person", vector)
        against = detectors.knows("person", vector) and person < detectors.AGAINST
        return Signals(
            rule=self.site.rule_for(ends, sure=against),
            accepted=before.endswith(wording.OFFER) and smalltalk.accepts(question.last),
            person=person,
            complaint=detectors.intent("complaint", vector),
            outside=0.0 if question.before else far,
            refused_before=wording.refuses(before),
            asked_before=asks_back(before),
        )

    def _fixed(self, run: Run, question: talk.CustomerQuestion) -> Answer | None:
        """Answer what needs no search: pleasantries, and questions that have an approved answer."""
        courtesy = standard.pleasantry(question.last, self.site)
        if courtesy is None and not (question.told and asks_back(question.told[-1])):
            courtesy = standard.wordless(question.last)
        if courtesy:
            text, asks = courtesy
            return run.refuse("clarify", "greeting", text) if asks else run.finish("answer", "", text, (), None)
        approved = standard.fitting(question.queries[0], self.site, run.services.embed)
        if approved is None:
            return None
        run.signals["standard"] = approved.similarity
        return run.finish("answer", "", approved.claim.text, (approved.claim,), None)

    def _from_knowledge(self, run: Run, question: talk.CustomerQuestion, signals: Signals) -> Answer:
        run.event(Event(stage="search"))
        step, all_signals = self._looked_up(run, question, signals)
        if not run.hits:
            return _refused(run, step, wording.NO_DOCUMENTS)
        if step.action != "answer":
            run, step, all_signals = self._spelt(run, question, (step, all_signals))
        if step.action == "clarify":
            return run.refuse("clarify", step.reason, ask_back(question, run.hits))
        if step.action != "answer":
            return _refused(run, step, wording.NOT_FOUND)
        answer = _written(run, step, decision.refusal("low confidence", all_signals), question)
        if answer.action == "answer":
            return answer
        # Nothing stood the checks: what was asked may be written in words that no article has.
        again, step, all_signals = self._spelt(run, question, (step, all_signals))
        return (
            answer if again is run else _written(again, step, decision.refusal("low confidence", all_signals), question)
        )

    def _looked_up(self, run: Run, question: talk.CustomerQuestion, signals: Signals) -> tuple[NextStep, Signals]:
        """Search, and decide from what is found."""
        found = searching.search(question, run.services.retrieve, run.collection)
        cleared = answering.without_orders(found, run.services.embed)
        run.hits, run.left_out = cleared.hits, cleared.left_out
        run.signals["orders"] = float(len(run.left_out))
        names = dict.fromkeys(hit.passage.document for hit in run.hits)
        run.event(Event(stage="search", places=tuple(names)[:PLACES]))
        run.lap("search")
        if not run.hits:
            return decision.after_search(signals, self.site.costs), signals
        run.selection = answering.select(run.question, run.hits, run.services.embed, LEARNED)
        described = searching.features(question, run.hits, run.selection, run.services.embed)
        vague = not question.asked and len(content_words(question.last)) < 2
        covered = not question.before and described["own_words"] > 1 and described["sentence_coverage"] >= 1
        known = replace(signals, kinds=searching.kinds(described), vague=vague, covered=covered)
        run.signals |= known.numbers()
        run.answerable = known.kinds["answer"] + known.kinds["partial"]
        run.lap("select")
        return decision.after_search(known, self.site.costs), known

    def _spelt(
        self, run: Run, asked: talk.CustomerQuestion, decided: tuple[NextStep, Signals]
    ) -> tuple[Run, NextStep, Signals]:
        """Look again with misspelt words mended, and return that where it is answered, else what was `decided`."""
        questions = (question for approved in self.site.standards for question in approved.questions)
        texts = (f"{hit.passage.heading} {hit.passage.text}" for hit in run.hits)
        better = spelling.mended(asked.last, (languages.SMALL_WORDS, *texts, *questions, *self.site.inside))
        if better == asked.last:
            return run, *decided
        again = replace(asked, last=better)
        second = replace(run, question=again.text, signals=dict(run.signals), seconds=dict(run.seconds))
        second.started, second.lapped = run.started, run.lapped
        told, known = self._looked_up(second, again, self._signals(again, run.services))
        return (second, told, known) if told.action == "answer" else (run, *decided)


@lru_cache(maxsize=64)
def _support(site: Site) -> Support:
    return Support(site)


def _shown(asked: talk.CustomerQuestion) -> str:
    return replace(asked, last=asked.last[: talk.LONGEST]).text


def _understood(question: talk.CustomerQuestion, services: Services) -> tuple[talk.CustomerQuestion, Kind]:
    """Return the question without the thanks before it, and what the message does to the talk."""
    last = talk.without_thanks(question.last)
    if last != question.last:
        question = talk.stated(last, question.asked, question.told)
    vector = services.embed([question.last[: talk.LONGEST]])[0]
    doing = acts.act(question, vector, turns.before(question.told[-1] if question.told else ""))
    if doing == "machine":
        question = talk.stated(acts.without_refusing(question.last), question.asked, question.told)
    return question, doing


def _closing(question: talk.CustomerQuestion) -> str:
    """Return a closing word: what comes after an offer of a person still has a talk before it."""
    reply = turns.before(question.told[-1])
    if reply == "offer":
        return wording.DECLINED
    return standard.GOODBYE if reply == "more" or smalltalk.declines(question.last) else standard.WELCOME


def _not_it(run: Run, asked: talk.CustomerQuestion) -> Answer:
    """Ask what is needed instead of a reply that was not it, and hand over where that was asked before."""
    if asked.told and asked.told[-1] == wording.NOT_IT:
        return run.refuse("handoff", "low confidence", wording.STILL_NOT_IT)
    return run.refuse("clarify", "underspecified", wording.NOT_IT)


def _replying(question: talk.CustomerQuestion) -> talk.CustomerQuestion:
    """Let an answer to a question of ours go on from the message that it explains, however little that said."""
    if question.before or not question.asked or not asks_back(question.told[-1] if question.told else ""):
        return question
    return replace(question, before=question.asked[-1][: talk.EARLIER], leans=True)


def _not_english(run: Run, said: str, sentence: str, signals: Signals) -> Answer:
    if languages.wants_person(said):
        return _handed_over(run, NextStep(action="handoff", reason="asked for a person"))
    told = decision.refusal("out of scope", signals)
    if told.action == "handoff":
        return _handed_over(run, told)
    return run.refuse(told.action, told.reason, f"{sentence} {wording.ENGLISH}".strip())


def _settled(question: talk.CustomerQuestion) -> str:
    """Return what to say to a plain no, and to who asks whether this is a machine; empty for all else."""
    before = question.told[-1] if question.told else ""
    if smalltalk.asks_for_kind(question.last):
        return standard.MACHINE
    if before.endswith(wording.OFFER) and smalltalk.declines(question.last):
        return wording.DECLINED
    if before and smalltalk.declines(question.last) and turns.before(before) in ("more", "answer"):
        return standard.GOODBYE
    return ""


def _written(run: Run, step: NextStep, otherwise: NextStep, question: talk.CustomerQuestion) -> Answer:
    # The model has no way out: its own doubt adds nothing to what the search tells (macro-F1 .535 without, .540 with).
    chosen, model = run.selection.chosen, run.services.model
    generation = answering.write_surely(run.question, chosen, model, run.event, prompts=PROMPTS)
    run.lap("write")
    return _checked(run, step, otherwise, question, generation)


def _checked(
    run: Run, step: NextStep, otherwise: NextStep, question: talk.CustomerQuestion, generation: Generation
) -> Answer:
    """Answer with what the checks support; when nothing is left, do what is decided `otherwise`."""
    run.event(Event(stage="check"))
    claims = answering.check(generation.text, run.question, run.selection, run.services, LEARNED)
    supported = tuple(claim for claim in claims if claim.verdict == "supported")
    run.withheld = tuple(claim for claim in claims if claim.verdict != "supported")
    supported = _fitting(run, supported, question)
    run.lap("check")
    if not supported:
        handed = otherwise.action == "handoff"
        words = wording.HANDOVER["low confidence"] if handed else wording.UNSURE
        return run.refuse(otherwise.action, otherwise.reason, words, generation)
    text = " ".join(claim.text for claim in supported)
    if _told_before(text, question, run.services):
        return _not_it(run, question)
    part = missing(question.last, text)
    if part or (step.reason == "partial" and answering.sought(question.last) == "thing"):
        text = f"{text} {wording.MISSING.format(part=part) if part else wording.REST}"
    granted = [wording.PREMISE.format(clause=clause) for clause in _unfounded(run, question.last)]
    return run.finish("answer", step.reason, " ".join((*granted, text)), supported, generation)


def _fitting(run: Run, supported: tuple[Claim, ...], question: talk.CustomerQuestion) -> tuple[Claim, ...]:
    """Return what is shown: claims that answer what was asked, completed by quotes, or the clause that decides."""
    if why := answering.off_the_mark(question.last, supported, run.selection):
        kind, words = why
        refused = tuple(replace(claim, verdict="unsupported", kind=kind, why=words) for claim in supported)
        run.withheld = (*run.withheld, *refused)
        return answering.decisive(question.last, run.selection, run.services, LEARNED)[1]
    if not supported and any(answering.says_nothing(claim.text) for claim in run.withheld):
        return ()
    return answering.complete(supported, run.question, run.selection, run.services, LEARNED)


def _unfounded(run: Run, question: str) -> list[str]:
    """Return what the question takes for granted and nothing that was found supports."""
    evidence = [_evidence(hit) for hit in run.hits]
    return [
        clause
        for clause in premises(question)
        if all(run.services.ground(f"{clause}.", [one]).verdict != "supported" for one in evidence)
    ]


def _evidence(hit: Hit) -> Evidence:
    passage = hit.passage
    return Evidence(
        passage_id=passage.id,
        document_id=passage.document_id,
        document=passage.document,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        text=f"{passage.heading}. {passage.text}" if passage.heading else passage.text,
        score=hit.score,
    )


def _told_before(text: str, question: talk.CustomerQuestion, services: Services) -> bool:
    """Tell whether the last reply said all of `text` to another question: then it was not what is wanted."""
    if not question.told or not question.asked or not _same(text, question.told[-1]):
        return False
    again = services.embed([question.last, question.asked[-1]])
    return float(again[0] @ again[1]) < SAME_QUESTION and not _AGAIN.search(question.last)


def _same(text: str, reply: str) -> bool:
    words = content_words(text)
    return bool(words) and words <= content_words(reply)


def _refused(run: Run, told: NextStep, words: str) -> Answer:
    if told.action == "handoff":
        return _handed_over(run, told)
    return run.refuse("abstain", told.reason, wording.OUTSIDE if told.reason == "out of scope" else words)


def _handed_over(run: Run, told: NextStep) -> Answer:
    return run.refuse("handoff", told.reason, wording.HANDOVER[cast(Reason, told.reason)])


def _ends(text: str) -> str:
    return f"{text[: talk.LONGEST]} {text[-talk.LONGEST :]}"
