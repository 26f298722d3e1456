"""Drafts are never lost, signed notes never change, and two clinicians don't overwrite each other."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from minigiants.store import StoreError
from scenarios.medical_notes.signed import ConflictError, NoteBook
from tests.store.conftest import Ticking


@pytest.fixture
def book(url: str) -> Iterator[NoteBook]:
    opened = NoteBook(url, clock=Ticking())
    yield opened
    opened.close()


@pytest.fixture
def visit(book: NoteBook) -> str:
    return book.add_visit("Doctor: Hi.", patient={"name": "Ola Ä."}, template="soap", creator="ray").id


def signed(book: NoteBook, visit: str) -> None:
    version = book.save(visit, {"lines": ["a"]}, author="ray", based_on=None)
    book.sign(visit, version.id, "The note.", by="ray")


def test_a_visit_waits_is_drafted_and_is_signed(book: NoteBook, visit: str) -> None:
    states = [book.visit(visit).state]
    version = book.save(visit, {"lines": []}, author="ray", based_on=None)
    states.append(book.visits()[0].state)
    book.sign(visit, version.id, "The note.", by="ray")

    assert [*states, book.visit(visit).state] == ["waiting", "draft", "signed"]


def test_a_visit_that_goes_on_keeps_what_is_added_until_it_is_over(url: str, book: NoteBook) -> None:
    visit = book.add_visit("", patient={"name": "Ola Ä."}, template="soap", creator="ray", going_on=True)
    book.extend(visit.id, "Doctor: Hi.")
    again = NoteBook(url)
    during = again.visit(visit.id)
    again.close()
    after = book.extend(visit.id, "Patient: Hi.\n", ended=True)

    assert (visit.going_on, during.going_on, after.going_on) == (True, True, False)
    assert during.transcript == "Doctor: Hi."
    assert (after.transcript, after.patient) == ("Doctor: Hi.\nPatient: Hi.", {"name": "Ola Ä."})
    with pytest.raises(StoreError, match="visit is over"):
        book.extend(visit.id, "Doctor: Wait.")


def test_what_was_said_is_corrected_until_there_is_a_draft(book: NoteBook, visit: str) -> None:
    book.rewrite(visit, "Doctor: Hello.\n", was="Doctor: Hi.")
    assert book.visit(visit).transcript == "Doctor: Hello."
    with pytest.raises(ConflictError, match="changed what was said"):
        book.rewrite(visit, "Doctor: Bye.", was="Doctor: Hi.")

    book.save(visit, {"n": 1}, author="ray", based_on=None)
    with pytest.raises(StoreError, match="has a draft already"):
        book.rewrite(visit, "Doctor: Bye.", was="Doctor: Hello.")
    with pytest.raises(KeyError):
        book.rewrite("nothing", "", was="")


def test_the_newest_draft_is_there_after_a_restart(url: str, book: NoteBook, visit: str) -> None:
    first = book.save(visit, {"n": 1}, author="ray", based_on=None)
    book.save(visit, {"n": 2}, author="ray", based_on=first.id)
    book.close()

    again = NoteBook(url)
    latest = again.latest(visit)

    assert latest is not None
    assert latest.body == {"n": 2}
    again.close()


def test_two_clinicians_at_once_lose_nothing(book: NoteBook, visit: str) -> None:
    first = book.save(visit, {"n": 1}, author="machine", based_on=None)
    book.save(visit, {"n": "of ray"}, author="ray", based_on=first.id)

    with pytest.raises(ConflictError, match="ray changed this note"):
        book.save(visit, {"n": "of lee"}, author="lee", based_on=first.id)

    assert {str(v.body["n"]) for v in book.versions(visit)} == {"1", "of ray", "of lee"}
    latest = book.latest(visit)
    assert latest is not None
    assert latest.body == {"n": "of ray"}


def test_an_older_draft_than_the_newest_is_not_signed(book: NoteBook, visit: str) -> None:
    first = book.save(visit, {"n": 1}, author="ray", based_on=None)
    book.save(visit, {"n": 2}, author="lee", based_on=first.id)

    with pytest.raises(ConflictError, match="changed meanwhile"):
        book.sign(visit, first.id, "The note.", by="ray")


def test_a_signed_note_takes_no_draft_no_signature_and_no_deletion(book: NoteBook, visit: str) -> None:
    signed(book, visit)

    with pytest.raises(StoreError, match="add an addendum"):
        book.save(visit, {}, author="ray", based_on=1)
    with pytest.raises(StoreError, match="add an addendum"):
        book.sign(visit, 1, "Another note.", by="lee")
    with pytest.raises(StoreError, match="add an addendum"):
        book.delete_visit(visit)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE signed_note SET text = 'x'", "never changed"),
        ("DELETE FROM signed_note", "never deleted"),
        ("UPDATE addendum SET text = 'x'", "never changed"),
        ("DELETE FROM addendum", "never deleted"),
        ("UPDATE note_version SET body = 'x'", "never changed"),
    ],
)
def test_the_database_itself_refuses_to_change_what_was_written(
    book: NoteBook, visit: str, change: str, why: str
) -> None:
    signed(book, visit)
    book.add_addendum(visit, "Also aspirin.", author="lee")

    with pytest.raises(DBAPIError, match=why), book._database.engine.begin() as connection:
        connection.execute(text(change))


def test_addenda_are_chained_and_a_forgery_is_noticed(url: str, book: NoteBook, visit: str) -> None:
    signed(book, visit)
    book.add_addendum(visit, "Also aspirin.", author="lee")
    book.add_addendum(visit, "And rest.", author="ray")
    assert book.intact(visit)
    assert [a.text for a in book.signed(visit).addenda] == ["Also aspirin.", "And rest."]

    of_table = "" if url.startswith("sqlite") else " ON signed_note"
    with book._database.engine.execution_options(write=True).begin() as connection:
        connection.execute(text(f"DROP TRIGGER signed_note_is_immutable{of_table}"))
        connection.execute(text("UPDATE signed_note SET text = 'Another note.'"))

    assert not book.intact(visit)


def test_a_visit_is_found_by_name_and_record_however_old_it_is(book: NoteBook) -> None:
    for name, record in (("Ola Älv", "77"), ('Ray "100%" O\'Hara', "A_8")):
        signed(
            book, book.add_visit("Doctor: Hi.", patient={"name": name, "record": record}, template="", creator="").id
        )
    for _ in range(5):
        signed(book, book.add_visit("Doctor: Hi.", patient={"name": "Lee"}, template="", creator="").id)

    def found(wanted: str) -> list[str]:
        return [str(v.patient["name"]) for v in book.visits(wanted, signed=3)]

    assert found("") == ["Lee"] * 3
    assert found("ola ä") == found("ÄLV") == found("77") == found(" OLA") == ["Ola Älv"]
    assert found('"100%" o') == found("a_8") == ['Ray "100%" O\'Hara']
    assert found("%") == ['Ray "100%" O\'Hara']
    assert found("name") == []


def test_every_visit_without_a_signature_is_listed_before_the_signed_ones(book: NoteBook) -> None:
    old = [book.add_visit("Doctor: Hi.", patient={"name": "Old"}, template="", creator="").id for _ in range(9)]
    for _ in range(3):
        signed(book, book.add_visit("Doctor: Hi.", patient={"name": "Lee"}, template="", creator="").id)
    book.save(old[0], {"lines": []}, author="ray", based_on=None)

    assert [(v.id, v.state) for v in book.visits(signed=2)][:9] == [
        *((visit, "waiting") for visit in old[:0:-1]),
        (old[0], "draft"),
    ]
    assert [v.state for v in book.visits(signed=2)][9:] == ["signed", "signed"]


def test_a_draft_can_be_deleted_with_its_visit(book: NoteBook, visit: str) -> None:
    book.save(visit, {"n": 1}, author="ray", based_on=None)

    book.delete_visit(visit)

    assert book.visits() == []
    assert book.versions(visit) == []


def test_of_many_who_save_at_once_each_but_one_is_told_and_nothing_is_lost(url: str, visit: str) -> None:
    books = [NoteBook(url) for _ in range(6)]

    def save(number: int) -> bool:
        try:
            books[number].save(visit, {"n": number}, author=f"a{number}", based_on=None)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(len(books)) as pool:
        saved = list(pool.map(save, range(len(books))))
    versions = {version.body["n"] for version in books[0].versions(visit)}
    for book in books:
        book.close()

    assert sum(saved) == 1
    assert versions == set(range(len(books)))
