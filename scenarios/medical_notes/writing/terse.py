"""Write a line of the draft by rules as a clinician jots it down, without "the patient" and "we will"."""

import re

_FORMS = tuple(
    (re.compile(form, re.IGNORECASE), to)
    for form, to in (
        (
            r"^the patient(?: also)? (?=(?:has|had|takes|took|reports?|denies|smokes|drinks|lives|works|feels|felt)\b)",
            "",
        ),
        (r"^the patient (?:is|was) (?=(?:allergic|unable|able|not|taking|on|currently|feeling|having|going)\b)", ""),
        (r"^the patient does(?: not|n't) ", "does not "),
        (r"^the patient should(?! not)(?: continue to)? ", ""),
        (r"^the patient's ", ""),
        (r"^(?:so |and |then )?(?:we|I)(?: will|'ll) ", ""),
        (r"(?<=, and )we will (?=\w)", ""),
        (r"^(?:well|yes|yeah|so|and|just|aye|oh|actually|basically),? (?=\w)|^no, (?=\w)", ""),
    )
)


def terse(text: str) -> str:
    """Return a line in shorthand; what it says stays.

    >>> terse("The patient takes aspirin."), terse("We will refer the patient, and we will call."), terse("Left knee.")
    ('Takes aspirin.', 'Refer the patient, and call.', 'Left knee.')
    >>> terse("No ibuprofen with it."), terse("No, he can walk.")
    ('No ibuprofen with it.', 'He can walk.')
    """
    for form, to in _FORMS:
        text = form.sub(to, text)
    return text[:1].upper() + text[1:]
