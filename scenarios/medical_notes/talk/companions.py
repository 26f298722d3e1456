"""Tell a companion's "I" from the patient's: what a mother says of herself is not her child's."""

import re

_KIN = {
    **{word: word for word in ("mother", "father", "wife", "husband", "daughter", "son", "sister", "brother")},
    **{"mom": "mother", "mum": "mother", "dad": "father", "spouse": "spouse", "partner": "partner"},
    **dict.fromkeys(("grandmother", "grandma", "granny", "nan", "gran"), "grandmother"),
    **{"grandfather": "grandfather", "grandad": "grandfather", "aunt": "aunt", "auntie": "aunt", "uncle": "uncle"},
    **{"niece": "niece", "nephew": "nephew", "neighbour": "neighbour", "neighbor": "neighbour", "carer": "carer"},
    **{"parent": "parent", "friend": "friend", "caregiver": "caregiver", "relative": "relative"},
    **{"family": "family member", "clinician": "other clinician", "guest": "companion"},
}
"""A label's last word that says who speaks, and how a note calls them."""
_I, _TO_YOU = re.compile(r"\bi\b", re.IGNORECASE), re.compile(r"\byour?\b", re.IGNORECASE)


def called(label: str) -> str:
    """Return how a note calls the companion with this label; empty for everybody else.

    An interpreter's "I" is the patient's, and so may be that of somebody whom no label explains.

    >>> called("Mom"), called("Guest_family"), called("Guest_clinician"), called("Interpreter"), called("Patient")
    ('mother', 'family member', 'other clinician', '', '')
    """
    words = re.split(r"[\s._-]+", label.casefold())
    return next((_KIN[word] for word in reversed(words) if word in _KIN), "")


def of_themselves(third_person: str, text: str, who: str, own: str) -> str:
    """Return a companion's words in the third person, with the companion as who they say "I" of.

    `third_person` are the words of `text` as if the patient had said them; `own` stands in it for the speaker's "my".

    >>> of_themselves("the patient has a cold and §own son coughs", "i have a cold and my son coughs", "mother", "§own")
    "the mother has a cold and the mother's son coughs"
    >>> of_themselves("the patient is tired", "the patient is tired", "other clinician", "§own")
    'the patient is tired'
    """
    if re.search(r"\bthe patient\b", text, re.IGNORECASE):
        return third_person
    said = re.sub(r"\bthe patient\b", f"the {who}", third_person, flags=re.IGNORECASE)
    return said.replace(own, f"the {who}'s")


def for_themselves(label: str, question: str, reply: str) -> bool:
    """Tell whether a companion's "I" answers what the patient was asked.

    >>> for_themselves("Wife", "have you had a stroke", "i have"), for_themselves("Wife", "has he", "yes he has")
    (True, False)
    """
    return bool(called(label) and _I.search(reply) and _TO_YOU.search(question))
