"""A visit is cut into pieces that can be understood alone, and a line counts against its own piece only."""

from minigiants import grounding
from scenarios.medical_notes.checks import Dialogue, Piece, check, dialogue_of, pieces
from scenarios.medical_notes.note import Line
from scenarios.medical_notes.talk import turns

SAID = """Doctor: What are you on?
Patient: Amlodipine, for the pressure.
Doctor: Five milligrams?
Patient: It was five milligrams. They put it up to ten milligrams in March.
Doctor: How often do you use the blue inhaler?
Patient: Six puffs a day, no, actually more like ten puffs a day.
Doctor: Are you wheezing?
Patient: Loads, yeah.
Doctor: We could do a steroid injection into the left shoulder.
Patient: I'd rather not do the injection.
Patient: Is it gout again?
Doctor: It is."""


def visit() -> Dialogue:
    return dialogue_of(turns(SAID), {})


def piece(words: str) -> Piece:
    return next(p for p in pieces(visit(), {}) if words in p.spoken)


def test_a_dose_that_is_said_without_its_drug_is_given_it() -> None:
    assert piece("They put it up").spoken.startswith("(Of amlodipine.)")


def test_what_the_same_breath_corrects_is_left_out() -> None:
    assert "six" not in piece("ten puffs").spoken.lower()


def test_a_line_is_read_against_its_own_piece_alone() -> None:
    own = piece("wheezing")

    def kind(text: str) -> str:
        line = Line(id="a", part="subjective", text=text, turns=(), author="model")
        return check(line, visit(), grounding.check, own.places).kind

    assert kind("Wheezing.") == ""
    assert kind("Wheezing; no cough.") == "unsaid"
    assert kind("Wheezing; amlodipine 10 mg.") == "drug"


def test_pieces_come_in_the_order_they_were_said_each_with_a_name_of_its_own() -> None:
    found = pieces(visit(), {})

    assert [p.places[-1] for p in found] == sorted(p.places[-1] for p in found)
    assert len({p.id for p in found}) == len(found)
