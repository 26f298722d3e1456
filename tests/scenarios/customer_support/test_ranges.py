"""What a shop gives for ranges of a measure is held against the customer's own measure."""

import numpy as np
import pytest

from minigiants.answering import Candidate, Selection
from minigiants.types import Claim, Evidence
from scenarios.customer_support.deciding.ranges import other_range

FRAMES = "Size S for riders of 150 to 165 cm, size M for 165 to 178 cm, size L for 178 to 192 cm."
PARCELS = "A parcel of 0 to 2 kg costs five euros, of 2 to 10 kg it costs nine euros."


def selection(text: str) -> Selection:
    evidence = Evidence(passage_id="p", document_id="d", document="sizes.md", page=1, start=0, end=len(text), text=text)
    return Selection(
        chosen=(Candidate(evidence=evidence, hit=0, title="Sizes", features={}, vector=np.zeros(1, np.float32)),)
    )


@pytest.mark.parametrize(
    ("question", "said", "text", "wrong"),
    [
        ("I am 185 cm tall, which frame?", "You need size M.", FRAMES, True),
        ("I am 185 cm tall, which frame?", "You need size L.", FRAMES, False),
        ("I am 185 cm tall, which frame?", "Come for a test ride.", FRAMES, False),
        ("What does a parcel of 7 kg cost?", "It costs five euros.", PARCELS, True),
        ("What does a parcel of 7 kg cost?", "It costs nine euros.", PARCELS, False),
        ("I live 20 km away, which frame?", "You need size M.", FRAMES, False),
    ],
)
def test_the_thing_of_another_range_is_no_answer(question: str, said: str, text: str, wrong: bool) -> None:
    found = other_range(question, [Claim(text=said)], selection(text))

    assert (found is not None) is wrong
