"""How a knowledge base fares: which articles are old by their own date, and which no answer has used lately."""

from datetime import UTC, datetime, timedelta

from minigiants.retrieval import DocumentInfo
from minigiants.store import OPEN, Store, cited
from minigiants.types import Answer, Evidence
from scenarios.customer_support.helpdesk import health
from tests.scenarios.customer_support.helpdesk.test_outbox import Clock

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def article(name: str, *, added: int, written: int | None = None, other: str = "") -> DocumentInfo:
    """Return an article that was taken in, and written, so many days ago."""
    return DocumentInfo(
        id=name,
        name=name,
        other_names=(other,) if other else (),
        media_type="text/markdown",
        pages=1,
        passages=1,
        bytes=1,
        added=NOW - timedelta(days=added),
        written=None if written is None else NOW - timedelta(days=written),
        notes=(),
    )


def test_an_article_is_old_by_its_own_date_and_by_that_of_its_arrival_where_it_has_none() -> None:
    articles = [
        article("old words, new here", added=1, written=700),
        article("fresh words, long here", added=700, written=1),
        article("nobody knows", added=400),
        article("new", added=1),
    ]

    found = health([], articles, NOW, last_used={})
    stricter = health([], articles, NOW, last_used={}, stale_days=500)

    assert [name for name, _ in found.stale] == ["old words, new here", "nobody knows"]
    assert found.stale[0][1] == NOW - timedelta(days=700)
    assert [name for name, _ in stricter.stale] == ["old words, new here"]


def test_an_article_is_unused_when_it_has_long_been_there_and_no_answer_used_it_lately() -> None:
    articles = [
        article("used", added=200),
        article("used by its other name", added=200, other="copy"),
        article("used long ago", added=200),
        article("never used", added=200),
        article("came yesterday", added=1),
    ]
    last = {name: NOW - timedelta(days=30) for name in ("used", "copy")} | {"used long ago": NOW - timedelta(days=120)}

    assert health([], articles, NOW, last_used=last).unused == ("used long ago", "never used")
    assert health([], articles, NOW, last_used=last, unused_days=150).unused == ("never used",)


def test_when_a_document_was_last_cited_is_told_by_collection(url: str) -> None:
    clock = Clock()
    store = Store(url, clock=clock, through=OPEN)

    def answered(collection: str, document: str, action: str = "answer", scenario: str = "s") -> None:
        clock.now += timedelta(days=1)
        quote = Evidence(passage_id="p", document_id="d", document=document, page=1, start=0, end=1, text="x")
        name = f"{clock.now:%d}"
        answer = Answer(id=name, text="x", action=action, evidence=(quote,))  # type: ignore[arg-type]
        talk = store.start_talk(scenario, collection, "t").id
        store.save_answer(answer, scenario=scenario, request={}, talk_id=talk)
        store.add_message(talk, "assistant", "x", answer_id=name)

    answered("shop", "too early")
    since = clock.now + timedelta(hours=1)
    answered("shop", "lamps.md")
    answered("shop", "lamps.md")
    last = clock.now
    answered("yard", "gates.md")
    answered("shop", "refused.md", action="abstain")
    answered("shop", "elsewhere.md", scenario="other")
    found = cited(store, "s", "shop", since=since)
    store.close()

    assert found == {"lamps.md": last}
