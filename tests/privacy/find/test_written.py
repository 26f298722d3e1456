"""Whom the form of a text names: chats, headers of mail, dumps, tickets, salutations."""

import time

import pytest

from minigiants.privacy.find.shapes import shaped
from minigiants.privacy.find.written import written

LONG = 5.0
"""Seconds of the processor; a tenth of one is usual."""


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("[09:14] <dwheeler77> anyone here?", ["dwheeler77"]),
        ("[12/05/2026, 18:22:41] Aunty Bisi: Have you sent it?", ["Aunty Bisi"]),
        ("24/11/2025, 21:07 - Siddharth V: ok\n24/11/2025, 21:08 - Support: hello", ["Siddharth V"]),
        ("11:04 AM marcus_b: yes", ["marcus_b"]),
        ('From: "Brandt, Joost" <jb@noordzee.example>\nTo: Bo Li <c@a.example>', ["Brandt, Joost", "Bo Li"]),
        ("INSERT INTO t (id, first_name) VALUES (4, 'Ottilie'), (5, 'Bo')", ["Ottilie", "Bo"]),
        ("INSERT INTO t VALUES (12, 'Chua Mei-Ling', '198.51.100.23', 'Open Order')", ["Chua Mei-Ling"]),
        ("INSERT INTO t VALUES (12, 'Blue Kettle', 4)", []),
        ("UPDATE t SET surname = 'Okafor', status = 'open'", ["Okafor"]),
        ("1. NGUYEN/THI LAN MRS 2. OKONKWO/CHIDI MR; MRI/CT", ["NGUYEN/THI LAN MRS", "OKONKWO/CHIDI MR"]),
        ("a man he knew as 'Big Col' ran", ["Big Col"]),
        ("Dear April and May,\nsee you.\nRegards, Faith", ["Faith", "April", "May"]),
        ("Dear Sir or Madam,\nHi all,\nDear Customer, thanks!\nKind regards, the team", []),
        ("Note: opens at 09:30. Error: none", []),
    ],
)  # fmt: skip
def test_the_form_of_a_text_names_people(text: str, values: list[str]) -> None:
    assert [text[e.start : e.end] for e in written(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Al-Bo-" * 800,
        "Al, Bo, " * 700,
        "insert into t values ('" + "a''" * 1500,
        "Herr " + "Alpha " * 900,
        "ALPHA/BETA " * 500,
        "vat " + "1 " * 2500,
        "From: " + '"a" <' * 800,
    ],
    ids=["hyphens", "commas", "open quotes", "names", "passengers", "digits", "headers"],
)
def test_no_line_is_looked_at_for_long(text: str) -> None:
    started = time.process_time()

    list(written(text))
    list(shaped(text))

    assert time.process_time() - started < LONG
