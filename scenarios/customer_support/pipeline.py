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
from minigiants.types import Answer, Evidence, Generation, Hit

from .deciding import decision, searching
from .deciding.decision import Decision, Signals
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
        asked = _replying(talk.question(talk.read(request["messages"])))
        collection = str(request.get("collection", ""))
        run = Run(question=_shown(asked), collection=collection, services=services, emit=on_event)
        if not asked.last:
            return run.refuse("clarify", "empty question", wording.EMPTY)
        if said := _settled(asked):
            return run.finish("answer", "", said, (), None)
        asked, doing = _understood(asked, services)
        run.question = _shown(asked)
        signals = self._signals(asked, services)
        if doing == "machine":
            signals = replace(signals, person=0.0, rule=None if signals.rule == "asked for a person" else signals.rule)
        if doing == "close":
            signals = replace(signals, person=0.0, complaint=0.0)
        run.signals = signals.numbers()
        if told := decision.at_once(signals, self.site.costs):
            return _handed_over(run, told)
        if len(asked.last) > talk.LONGEST:
            return run.refuse("clarify", "question too long", wording.TOO_LONG)
        if (sentence := languages.foreign(asked.last)) is not None:
            return _not_english(run, asked.last, sentence, signals)
        return self._fixed(run, asked) or self._acted(run, asked, doing) or self._from_knowledge(run, asked, signals)

    def _acted(self, run: Run, asked: talk.Question, doing: Kind) -> Answer | None:
        """Answer what is no question: the end of a talk, a reply that was not it, a greeting; None for all else."""
        if doing == "close":
            return run.finish("answer", "", _closing(asked), (), None)
        if doing == "open":
            return run.refuse("clarify", "greeting", self.site.greeting)
        if doing == "machine" and not asked.last:
            return run.refuse("clarify", "greeting", wording.NO_PERSON)
        return _not_it(run, asked) if doing == "reject" else None

    def _signals(self, asked: talk.Question, services: Services) -> Signals:
        """Gather what is known before the search."""
        ends = asked.last if len(asked.last) <= 2 * talk.LONGEST else _ends(asked.last)
        vector = services.embed([asked.last[: talk.LONGEST]])[0]
        if "scope" not in self._examples:
            self._examples["scope"] = detectors.Scope.of(self.site.inside, self.site.outside, services.embed)
        far = self._examples["scope"].probability(asked.last[: talk.LONGEST], vector)
        before = asked.told[-1] if asked.told else ""
        person = detectors.intent("person", vector)
        against = detectors.knows("person", vector) and person < detectors.AGAINST
        return Signals(
            rule=self.site.rule_for(ends, sure=against),
            accepted=before.endswith(wording.OFFER) and smalltalk.accepts(asked.last),
            person=person,
            complaint=detectors.intent("complaint", vector),
            outside=0.0 if asked.before else far,
            refused_before=wording.refuses(before),
            asked_before=asks_back(before),
        )

    def _fixed(self, run: Run, asked: talk.Question) -> Answer | None:
        """Answer what needs no search: pleasantries, and questions that have an approved answer."""
        said = standard.pleasantry(asked.last, self.site)
        if said is None and not (asked.told and asks_back(asked.told[-1])):
            said = standard.wordless(asked.last)
        if said:
            text, asks = said
            return run.refuse("clarify", "greeting", text) if asks else run.finish("answer", "", text, (), None)
        found = standard.fitting(asked.queries[0], self.site, run.services.embed)
        if found is None:
            return None
        run.signals["standard"] = found.similarity
        return run.finish("answer", "", found.claim.text, (found.claim,), None)

    def _from_knowledge(self, run: Run, asked: talk.Question, signals: Signals) -> Answer:
        run.event(Event(stage="search"))
        told, known = self._looked_up(run, asked, signals)
        if not run.hits:
            return _refused(run, told, wording.NO_DOCUMENTS)
        if told.action != "answer":
            run, told, known = self._spelt(run, asked, (told, known))
        if told.action == "clarify":
            return run.refuse("clarify", told.reason, ask_back(asked, run.hits))
        if told.action != "answer":
            return _refused(run, told, wording.NOT_FOUND)
        written = _written(run, told, decision.refusal("low confidence", known), asked)
        if written.action == "answer":
            return written
        # Nothing stood the checks: what was asked may be written in words that no article has.
        again, told, known = self._spelt(run, asked, (told, known))
        return written if again is run else _written(again, told, decision.refusal("low confidence", known), asked)

    def _looked_up(self, run: Run, asked: talk.Question, signals: Signals) -> tuple[Decision, Signals]:
        """Search, and decide from what is found."""
        found = searching.search(asked, run.services.retrieve, run.collection)
        cleared = answering.without_orders(found, run.services.embed)
        run.hits, run.left_out = cleared.hits, cleared.left_out
        run.signals["orders"] = float(len(run.left_out))
        names = dict.fromkeys(hit.passage.document for hit in run.hits)
        run.event(Event(stage="search", places=tuple(names)[:PLACES]))
        run.lap("search")
        if not run.hits:
            return decision.after_search(signals, self.site.costs), signals
        run.selection = answering.select(run.question, run.hits, run.services.embed, LEARNED)
        described = searching.features(asked, run.hits, run.selection, run.services.embed)
        vague = not asked.asked and len(content_words(asked.last)) < 2
        covered = not asked.before and described["own_words"] > 1 and described["sentence_coverage"] >= 1
        known = replace(signals, kinds=searching.kinds(described), vague=vague, covered=covered)
        run.signals |= known.numbers()
        run.answerable = known.kinds["answer"] + known.kinds["partial"]
        run.lap("select")
        return decision.after_search(known, self.site.costs), known

    def _spelt(
        self, run: Run, asked: talk.Question, decided: tuple[Decision, Signals]
    ) -> tuple[Run, Decision, Signals]:
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


def _shown(asked: talk.Question) -> str:
    return replace(asked, last=asked.last[: talk.LONGEST]).text


def _understood(asked: talk.Question, services: Services) -> tuple[talk.Question, Kind]:
    """Return the question without the thanks before it, and what the message does to the talk."""
    last = talk.without_thanks(asked.last)
    if last != asked.last:
        asked = talk.stated(last, asked.asked, asked.told)
    vector = services.embed([asked.last[: talk.LONGEST]])[0]
    doing = acts.act(asked, vector, turns.before(asked.told[-1] if asked.told else ""))
    if doing == "machine":
        asked = talk.stated(acts.without_refusing(asked.last), asked.asked, asked.told)
    return asked, doing


def _closing(asked: talk.Question) -> str:
    """Return a closing word: what comes after an offer of a person still has a talk before it."""
    reply = turns.before(asked.told[-1])
    if reply == "offer":
        return wording.DECLINED
    return standard.GOODBYE if reply == "more" or smalltalk.declines(asked.last) else standard.WELCOME


def _not_it(run: Run, asked: talk.Question) -> Answer:
    """Ask what is needed instead of a reply that was not it, and hand over where that was asked before."""
    if asked.told and asked.told[-1] == wording.NOT_IT:
        return run.refuse("handoff", "low confidence", wording.STILL_NOT_IT)
    return run.refuse("clarify", "underspecified", wording.NOT_IT)


def _replying(asked: talk.Question) -> talk.Question:
    """Let an answer to a question of ours go on from the message that it explains, however little that said."""
    if asked.before or not asked.asked or not asks_back(asked.told[-1] if asked.told else ""):
        return asked
    return replace(asked, before=asked.asked[-1][: talk.EARLIER], leans=True)


def _not_english(run: Run, said: str, sentence: str, signals: Signals) -> Answer:
    if languages.wants_person(said):
        return _handed_over(run, Decision(action="handoff", reason="asked for a person"))
    told = decision.refusal("out of scope", signals)
    if told.action == "handoff":
        return _handed_over(run, told)
    return run.refuse(told.action, told.reason, f"{sentence} {wording.ENGLISH}".strip())


def _settled(asked: talk.Question) -> str:
    """Return what to say to a plain no, and to who asks whether this is a machine; empty for all else."""
    before = asked.told[-1] if asked.told else ""
    if smalltalk.asks_for_kind(asked.last):
        return standard.MACHINE
    if before.endswith(wording.OFFER) and smalltalk.declines(asked.last):
        return wording.DECLINED
    if before and smalltalk.declines(asked.last) and turns.before(before) in ("more", "answer"):
        return standard.GOODBYE
    return ""


def _written(run: Run, told: Decision, otherwise: Decision, asked: talk.Question) -> Answer:
    # The model has no way out: its own doubt adds nothing to what the search tells (macro-F1 .535 without, .540 with).
    chosen, model = run.selection.chosen, run.services.model
    generation = answering.write_surely(run.question, chosen, model, run.event, prompts=PROMPTS)
    run.lap("write")
    return _checked(run, told, otherwise, asked, generation)


def _checked(run: Run, told: Decision, otherwise: Decision, asked: talk.Question, generation: Generation) -> Answer:
    """Answer with what the checks support; when nothing is left, do what is decided `otherwise`."""
    run.event(Event(stage="check"))
    claims = answering.check(generation.text, run.question, run.selection, run.services, LEARNED)
    shown = tuple(claim for claim in claims if claim.verdict == "supported")
    run.withheld = tuple(claim for claim in claims if claim.verdict != "supported")
    shown = answering.complete(shown, run.question, run.selection, run.services, LEARNED)
    run.lap("check")
    if not shown:
        handed = otherwise.action == "handoff"
        words = wording.HANDOVER["low confidence"] if handed else wording.UNSURE
        return run.refuse(otherwise.action, otherwise.reason, words, generation)
    text = " ".join(claim.text for claim in shown)
    if _told_before(text, asked, run.services):
        return _not_it(run, asked)
    part = missing(asked.last, text)
    if told.reason == "partial" or part:
        text = f"{text} {wording.MISSING.format(part=part) if part else wording.REST}"
    granted = [wording.PREMISE.format(clause=clause) for clause in _unfounded(run, asked.last)]
    return run.finish("answer", told.reason, " ".join((*granted, text)), shown, generation)


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


def _told_before(text: str, asked: talk.Question, services: Services) -> bool:
    """Tell whether the last reply said all of `text` to another question: then it was not what is wanted."""
    if not asked.told or not asked.asked or not _same(text, asked.told[-1]):
        return False
    again = services.embed([asked.last, asked.asked[-1]])
    return float(again[0] @ again[1]) < SAME_QUESTION and not _AGAIN.search(asked.last)


def _same(text: str, reply: str) -> bool:
    words = content_words(text)
    return bool(words) and words <= content_words(reply)


def _refused(run: Run, told: Decision, words: str) -> Answer:
    if told.action == "handoff":
        return _handed_over(run, told)
    return run.refuse("abstain", told.reason, wording.OUTSIDE if told.reason == "out of scope" else words)


def _handed_over(run: Run, told: Decision) -> Answer:
    return run.refuse("handoff", told.reason, wording.HANDOVER[cast(Reason, told.reason)])


def _ends(text: str) -> str:
    return f"{text[: talk.LONGEST]} {text[-talk.LONGEST :]}"
