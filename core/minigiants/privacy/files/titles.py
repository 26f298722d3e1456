"""Take personal data out of short names, such as those of files, that no sentence is around."""

import re
from collections.abc import Callable

_STAND_IN = re.compile(r"<[A-Z_]+_[0-9]+>|\[removed\]")
_GAPS = re.compile(r"[_\s]+|(?<=[^\W\d])[-.+](?=[^\W\d])")
_ENDS = " _-.,;:()[]"


def impersonal(name: str, scrub: Callable[[str], str], *, otherwise: str) -> str:
    """Return what is left of `name`, the very same when nothing is taken out, `otherwise` when hardly anything is left.

    Looks at it as it is, with its gaps as spaces, and with capital letters, for a name has no sentence around it.

    >>> impersonal("letter_maria_lopez", lambda text: text.replace("Maria Lopez", "<PERSON_1>"), otherwise="document")
    'Letter'
    """
    rest = name
    for view in (str, _spaced, lambda text: _spaced(text).title()):
        variant = view(rest)
        scrubbed = scrub(variant)
        if scrubbed != variant:
            rest = " ".join(_STAND_IN.sub(" ", scrubbed).split()).strip(_ENDS)
    if rest == name:
        return name
    return rest if sum(map(str.isalpha, rest)) > 2 else otherwise


def _spaced(name: str) -> str:
    return _GAPS.sub(" ", name)
