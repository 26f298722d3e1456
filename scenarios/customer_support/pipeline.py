"""Answer a customer's message: decide first, then answer from evidence, ask back, refuse, or hand over."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import cast

from minigiants import answering
from minigiants.answering import Run
from minigiants.grounding import content_words
from minigiants.pipeline import Event, Request, Services
from minigiants.settings import Settings
from minigiants.types import Answer

from .deciding import decision, searching
from .deciding.decision import NextStep, Signals
from .replying import drafting, standard, wording
from .replying.clarifying import ask_back, asks_back
from .sites import Reason, Site, site_of
from .understanding import acts, detectors, languages, smalltalk, spelling, talk, turns
from .understanding.turns import Kind

PLACES = 3
"""Articles whose names the customer sees while the answer is made."""


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
        return drafting.not_it(run, question) if doing == "reject" else None

    def _signals(self, question: talk.CustomerQuestion, services: Services) -> Signals:
        """Gather what is known before the search."""
        ends = question.last if len(question.last) <= 2 * talk.LONGEST else _ends(question.last)
        vector = services.embed([question.last[: talk.LONGEST]])[0]
        if "scope" not in self._examples:
            self._examples["scope"] = detectors.Scope.of(self.site.inside, self.site.outside, services.embed)
        far = self._outside(question.last[: talk.LONGEST], vector, services)
        before = question.told[-1] if question.told else ""
        person = detectors.intent("person", vector)
        against = detectors.knows("person", vector) and person < detectors.AGAINST
        return Signals(
            rule=self.site.rule_for(ends, sure=against),
            accepted=before.endswith(wording.OFFER) and smalltalk.accepts(question.last),
            person=person,
            complaint=0.0 if detectors.speaks_of_cover(ends) else detectors.intent("complaint", vector),
            outside=0.0 if question.before else far,
            refused_before=wording.refuses(before),
            asked_before=asks_back(before),
        )

    def _outside(self, text: str, vector: detectors.Vectors, services: Services) -> float:
        """Return how probable it is that a message belongs elsewhere; what it tells before it asks may."""
        scope = self._examples["scope"]
        whole = scope.probability(text, vector)
        asked = talk.questions(text)
        if whole < self.site.costs.refusal_from or not asked:
            return whole
        parts = zip(asked, services.embed(asked), strict=True)
        return min(whole, *(scope.probability(part, own) for part, own in parts))

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
        least = 1 - self.site.costs.refusal_from
        if step.action != "answer":
            attempt = drafting.try_answer(run, question, least) if decision.hopeful(all_signals) else None
            return attempt or _unanswered(run, step, question)
        answer = drafting.write_answer(run, step, decision.refusal("low confidence", all_signals), question)
        if answer.action == "answer":
            return answer
        # Nothing stood the checks: what was asked may be written in words that no article has.
        again, step, all_signals = self._spelt(run, question, (step, all_signals))
        if again is not run:
            answer = drafting.write_answer(again, step, decision.refusal("low confidence", all_signals), question)
        return answer if answer.action == "answer" else drafting.try_answer(again, question, least) or answer

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
        run.selection = answering.select(run.question, run.hits, run.services.embed, drafting.LEARNED)
        described = searching.features(question, run.hits, run.selection, run.services.embed)
        vague = not question.asked and len(content_words(question.last)) < 2
        covered = not question.before and described["own_words"] > 1 and described["sentence_coverage"] >= 1
        nowhere = vague and talk.points_nowhere(question)
        kinds = searching.kinds(described)
        better = replace(signals, kinds=kinds, vague=vague, nowhere=nowhere, covered=covered)
        run.signals |= better.numbers()
        run.answerable = better.kinds["answer"] + better.kinds["partial"]
        run.lap("select")
        return decision.after_search(better, self.site.costs), better

    def _spelt(
        self, run: Run, first: talk.CustomerQuestion, decided: tuple[NextStep, Signals]
    ) -> tuple[Run, NextStep, Signals]:
        """Look again with misspelt words mended, and return that where it is answered, else what was `decided`."""
        questions = (question for approved in self.site.standards for question in approved.questions)
        texts = (f"{hit.passage.heading} {hit.passage.text}" for hit in run.hits)
        better = spelling.mended(first.last, (languages.SMALL_WORDS, *texts, *questions, *self.site.inside))
        if better == first.last:
            return run, *decided
        again = replace(first, last=better)
        second = replace(run, question=again.text, signals=dict(run.signals), seconds=dict(run.seconds))
        second.started, second.lapped = run.started, run.lapped
        step, signals = self._looked_up(second, again, self._signals(again, run.services))
        return (second, step, signals) if step.action == "answer" else (run, *decided)


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
    if smalltalk.declines(question.last) and (
        turns.before(before) in ("more", "answer") if before else not acts.wants_no_person(question.last)
    ):
        return standard.GOODBYE
    return ""


def _unanswered(run: Run, step: NextStep, question: talk.CustomerQuestion) -> Answer:
    if step.action == "clarify":
        return run.refuse("clarify", step.reason, ask_back(question, run.hits))
    return _refused(run, step, wording.NOT_FOUND)


def _refused(run: Run, told: NextStep, words: str) -> Answer:
    if told.action == "handoff":
        return _handed_over(run, told)
    return run.refuse("abstain", told.reason, wording.OUTSIDE if told.reason == "out of scope" else words)


def _handed_over(run: Run, told: NextStep) -> Answer:
    return run.refuse("handoff", told.reason, wording.HANDOVER[cast(Reason, told.reason)])


def _ends(text: str) -> str:
    return f"{text[: talk.LONGEST]} {text[-talk.LONGEST :]}"
