"""Write and read talks, answers, ratings and reviews."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar
from uuid import uuid4

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from minigiants.store import _ratings
from minigiants.store._cases import forget_cases
from minigiants.store._codec import decode, decode_request, encode, encode_request
from minigiants.store._database import Database
from minigiants.store._export import to_json, to_markdown
from minigiants.store._reviews import Review, listed, row
from minigiants.store._values import Kept, Message, Rating, Role, T, Talk, Through, Use
from minigiants.store.tables import AnswerRow, ItemRow, MessageRow, RatingRow, TalkRow
from minigiants.types import Answer

_Row = TypeVar("_Row", TalkRow, AnswerRow)


class Store:
    """One database; share one instance in a process, threads included.

    Answers, ratings and reviews are append-only. Deleting a talk removes its messages, its answers, what campaigns show
    of them, and the texts of their ratings (correction and comment) and of the tests made of them; the ratings' numbers
    stay, for they measure the model and hold no content.
    """

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        through: Through,
        gates: Path | None = None,
        owner: str = "",
    ) -> None:
        """Open the database at the SQLAlchemy `url`, creating or upgrading its tables; what is kept is `owner`'s.

        Every text is kept and exported as `through` returns it; tests and evaluations say OPEN. `gates` is the folder
        of tests made of corrections.
        """
        self._database = Database(url, owner)
        self.read, self.write = self._database.read, self._database.write
        self.clock, self._gates = clock, gates
        self.through = through

    def close(self) -> None:
        """Let go of the database's connections."""
        self._database.close()

    def start_talk(self, scenario: str, collection: str, title: str) -> Talk:
        """Begin a talk over `collection`."""
        now, talk_id = self.clock(), uuid4().hex
        title = self.through(title, place="answers", scenario=scenario, talk=talk_id)
        row = TalkRow(id=talk_id, scenario=scenario, collection=collection, title=title, created=now, updated=now)
        with self.write() as session:
            session.add(row)
            session.flush()
            return _talk(row)

    def talk(self, talk_id: str) -> Talk:
        """Return one talk; raises KeyError when it does not exist."""
        with self.read() as session:
            return _talk(_get(session, TalkRow, talk_id))

    def talks(self, scenario: str) -> list[Talk]:
        """List a scenario's talks, the last used first."""
        return self._talks(select(TalkRow).where(TalkRow.scenario == scenario))

    def search_talks(self, text: str, scenario: str = "") -> list[Talk]:
        """List the talks that have `text` in their title or in a message, in upper or lower case."""
        said = select(MessageRow.talk_id).where(MessageRow.text.icontains(text, autoescape=True))
        found = select(TalkRow).where(or_(TalkRow.title.icontains(text, autoescape=True), TalkRow.id.in_(said)))
        return self._talks(found.where(TalkRow.scenario == scenario) if scenario else found)

    def rename_talk(self, talk_id: str, title: str) -> None:
        """Give a talk another title; raises KeyError when it does not exist."""
        title = self.through(title, place="answers", scenario=self.talk(talk_id).scenario, talk=talk_id)
        with self.write() as session:
            _get(session, TalkRow, talk_id).title = title

    def rename_collection(self, old: str, new: str) -> None:
        """Let the talks over the collection `old` know it by its new name."""
        with self.write() as session:
            session.execute(update(TalkRow).where(TalkRow.collection == old).values(collection=new))

    def delete_talk(self, talk_id: str) -> None:
        """Delete a talk with every text of it, from the file too; an unknown talk is nothing to do."""
        with self.write() as session:
            named = select(MessageRow.answer_id).where(MessageRow.talk_id == talk_id, MessageRow.answer_id.is_not(None))
            answers = [answer for answer in session.scalars(named) if answer]
            session.execute(delete(TalkRow).where(TalkRow.id == talk_id))
            session.execute(delete(AnswerRow).where(AnswerRow.id.in_(answers)))
            session.execute(update(RatingRow).where(RatingRow.answer_id.in_(answers)).values(edit="", comment=""))
            named_items = or_(ItemRow.answer_id.in_(answers), ItemRow.other_id.in_(answers))
            session.execute(update(ItemRow).where(named_items, ItemRow.content != "").values(content=""))
        self._database.forget()
        if self._gates:
            forget_cases(self._gates, answers)

    def messages(self, talk_id: str) -> list[Message]:
        """List a talk's messages in order; an unknown talk has none."""
        with self.read() as session:
            rows = session.scalars(select(MessageRow).where(MessageRow.talk_id == talk_id).order_by(MessageRow.id))
            return [_message(row) for row in rows]

    def add_message(
        self,
        talk_id: str,
        role: Role,
        text: str,
        *,
        answer_id: str | None = None,
        stopped: bool = False,
        replaces: int | None = None,
    ) -> Message:
        """Append a message, in the place of the one called `replaces`; raises KeyError when there is no such talk."""
        now = self.clock()
        text = self.through(text, place="answers", scenario=self.talk(talk_id).scenario, talk=talk_id)
        row = MessageRow(
            talk_id=talk_id,
            role=role,
            text=text,
            answer_id=answer_id,
            stopped=stopped,
            time=now,
            replaces=replaces,
        )
        with self.write() as session:
            _get(session, TalkRow, talk_id).updated = now
            session.add(row)
            session.flush()
            return _message(row)

    def save_answer(self, answer: Answer, *, scenario: str, request: Mapping[str, Any], talk_id: str = "") -> None:
        """Keep `answer` whole, with the request that it answers and that was made in the talk."""
        values = list(request.values())
        answer, values = self.through((answer, values), place="answers", scenario=scenario, talk=talk_id)
        generation = answer.generation
        row = AnswerRow(
            id=answer.id,
            scenario=scenario,
            action=answer.action,
            request=encode_request(dict(zip(request, values, strict=True))),
            body=encode(answer),
            model=generation.model if generation else "",
            model_sha256=generation.model_sha256 if generation else "",
            prompt_sha256=generation.prompt_sha256 if generation else "",
            seed=generation.seed if generation else None,
            time=self.clock(),
        )
        with self.write() as session:
            session.add(row)

    def answer(self, answer_id: str) -> Answer:
        """Return a saved answer as it was; raises KeyError when it does not exist."""
        with self.read() as session:
            return decode(_get(session, AnswerRow, answer_id).body)

    def rate(self, rating: Rating) -> None:
        """Append a rating."""
        scenario, talk_id = self._origin(rating.answer_id)
        rating = self.through(rating, place="ratings", scenario=scenario, talk=talk_id)
        with self.write() as session:
            session.add(_ratings.row(rating))

    def ratings(self, answer_id: str = "") -> list[Rating]:
        """List the ratings of one answer, or of all, the oldest first."""
        with self.read() as session:
            return _ratings.listed(session, answer_id)

    def standing_ratings(self) -> list[Rating]:
        """List the ratings of all answers that were not taken back in their campaign, the oldest first."""
        with self.read() as session:
            return _ratings.standing(session)

    def shown(self) -> dict[int, str]:
        """Return the text of each answer that was corrected in a campaign as it was shown there, by task."""
        with self.read() as session:
            return _ratings.shown(session)

    def kept(self, answer_id: str) -> Kept:
        """Return a saved answer with its request; raises KeyError when it does not exist."""
        with self.read() as session:
            return _kept(_get(session, AnswerRow, answer_id))

    def answers(self, scenario: str, limit: int = 1000) -> list[Kept]:
        """List a scenario's saved answers with their requests, the newest first."""
        query = select(AnswerRow).where(AnswerRow.scenario == scenario).order_by(AnswerRow.time.desc()).limit(limit)
        with self.read() as session:
            return [_kept(row) for row in session.scalars(query)]

    def uses(self, scenario: str) -> list[Use]:
        """List when, by what and how fast a scenario's saved answers were made, the oldest first."""
        query = select(AnswerRow).where(AnswerRow.scenario == scenario).order_by(AnswerRow.time)
        with self.read() as session:
            return [_use(row) for row in session.scalars(query).yield_per(500)]

    def add_review(self, review: Review) -> None:
        """Append what a person said of the marks in a text."""
        with self.write() as session:
            session.add(row(review))

    def reviews(self, text_key: str = "") -> list[Review]:
        """List the reviews of one text, or of all, the oldest first."""
        with self.read() as session:
            return listed(session, text_key)

    def export_talk(
        self,
        talk_id: str,
        format: Literal["markdown", "json"] = "markdown",  # noqa: A002 - the word it is
        *,
        scrub: bool = False,
    ) -> str:
        """Write a talk as Markdown to read or as JSON with everything; raises KeyError when it does not exist.

        `scrub` asks for it without personal data, whatever else holds.
        """
        whole = self.whole_talk(talk_id, scrub=scrub)
        return to_json(*whole) if format == "json" else to_markdown(*whole)

    def whole_talk(self, talk_id: str, *, scrub: bool = False) -> tuple[Talk, list[Message], dict[str, Answer]]:
        """Return a talk as it may leave the house: its messages in order, and its answers by their id."""
        talk, messages = self.talk(talk_id), self.messages(talk_id)
        answers = {m.answer_id: self.answer(m.answer_id) for m in messages if m.answer_id}
        said = (talk, messages, answers)
        return self.through(said, place="exports", scenario=talk.scenario, talk=talk_id, asked=scrub)

    def let_out(self, value: T, *, scenario: str, scrub: bool = False) -> T:
        """Return what may leave the house of a value with texts; `scrub` asks for it without personal data anyway."""
        return self.through(value, place="exports", scenario=scenario, talk="", asked=scrub)

    def _origin(self, answer_id: str) -> tuple[str, str]:
        """Return the scenario and the talk of an answer, empty where there is none."""
        named = select(MessageRow.talk_id).where(MessageRow.answer_id == answer_id)
        with self.read() as session:
            row = session.get(AnswerRow, answer_id)
            return row.scenario if row else "", session.scalars(named).first() or ""

    def _talks(self, query: Select[TalkRow]) -> list[Talk]:
        with self.read() as session:
            return [_talk(row) for row in session.scalars(query.order_by(TalkRow.updated.desc(), TalkRow.id))]


def _get(session: Session, row: type[_Row], key: str) -> _Row:
    found = session.get(row, key)
    if found is None:
        raise KeyError(f"no {row.__tablename__} {key!r}")
    return found


def _talk(row: TalkRow) -> Talk:
    return Talk(**{name: getattr(row, name) for name in Talk.__dataclass_fields__})


def _message(row: MessageRow) -> Message:
    return Message(**{name: getattr(row, name) for name in Message.__dataclass_fields__})


def _kept(row: AnswerRow) -> Kept:
    return Kept(answer=decode(row.body), request=decode_request(row.request), scenario=row.scenario, time=row.time)


def _use(row: AnswerRow) -> Use:
    return Use(
        answer_id=row.id,
        action=row.action,
        time=row.time,
        seconds=decode(row.body).seconds,
        model=row.model,
        model_sha256=row.model_sha256,
        prompt_sha256=row.prompt_sha256,
    )
