"""Write realistic values in place of the real ones, the same for the same."""

import re
from collections.abc import Callable, Sequence

from minigiants.privacy.replace.choice import Choice
from minigiants.privacy.replace.lookalikes import MAKERS
from minigiants.privacy.replace.people import GENERATIONS, WORD, place_of, split_name
from minigiants.privacy.replace.pools import family_names, gender_of, given_names, is_family_name
from minigiants.privacy.replace.session import Names, Person, fold, fold_value

_TRIES = 50
_TELLING = 4
"""Characters from which on a value can be told within a longer one."""


class Substitutes:
    """Chooses substitutes for the values of one text, none of which occurs in it."""

    def __init__(self, names: Names, text: str, values: Sequence[str]) -> None:
        """Take the text and those of its values that go out."""
        self._names = names
        self._text = text.casefold()
        whole = {fold(value) for value in values}
        self._values = whole | {fold(word) for value in values for word in WORD.findall(value)}
        self._telling = [value for value in whole if len(value) >= _TELLING]

    def __call__(self, type_: str, value: str, told: str = "") -> str | None:
        """Return the substitute of `value`, None when there is none for its type or form."""
        if type_ == "PERSON":
            return self._name(value, told)
        maker = MAKERS.get(type_)
        if maker is None:
            return None
        key = fold_value(type_, value)
        new = self._free(type_, key, lambda choice: maker(choice, value))
        return new if new is None else self._remembered(new, value)

    def _name(self, value: str, gender: str) -> str | None:
        before, name, after = split_name(value)
        who = self._names.people[place_of(self._names, value, gender)]
        gender = who.gender or gender
        new: list[str] = []
        at = 0
        for match in WORD.finditer(name):
            word = self._word(match[0], who, gender, titled=bool(before or gender))
            if word is None:
                return None
            new += [name[at : match.start()], word]
            at = match.end()
        written = "".join([*new, name[at:]])
        digits = Choice(self._names.key, "digits", fold(name))
        written = re.sub(r"\d", lambda _: str(digits.below(10)), written)
        return f"{before}{self._remembered(written, name)}{after}" if fold(name) not in fold(written) else None

    def _word(self, word: str, who: Person, gender: str, *, titled: bool) -> str | None:
        folded = fold(word)
        if folded in GENERATIONS:
            return word
        if len(folded) == 1:
            return _cased(self._initial(folded, who, gender), word)
        new = self._whole_word(folded, who, gender, titled=titled)
        if new is None:
            return None
        self._names.remember(new, word.title() if word.isupper() else word)
        self._names.remember(new.upper(), word.upper())
        return _cased(new, word)

    def _whole_word(self, folded: str, who: Person, gender: str, *, titled: bool = False) -> str | None:
        family = _is_family(folded, who, titled=titled)
        kinds = ("family", "given") if family else ("given", "family")
        kind = next((k for k in kinds if folded in self._names.attempts.get(k, {})), kinds[0])
        pool = family_names() if kind == "family" else given_names(gender_of(folded) or gender)
        return self._free(kind, folded, lambda choice: choice.among(pool))

    def _initial(self, letter: str, who: Person, told: str) -> str:
        meant = [word for word in who.words if word.startswith(letter) and len(word) > 1]
        whole = self._whole_word(meant[0], who, told) if len(meant) == 1 else None
        letters = [other for other in "abcdefghijklmnoprstw" if other != letter]
        return whole[0] if whole else Choice(self._names.key, "initial", letter).among(letters)

    def _free(self, kind: str, key: str, make: Callable[[Choice], str | None]) -> str | None:
        """Return the first of the key's choices that nothing else is called, the one taken before if it still can."""
        attempts = self._names.attempts.setdefault(kind, {})
        first = attempts.get(key, 0)
        for attempt in range(first, first + _TRIES):
            new = make(Choice(self._names.key, kind, key, attempt))
            if new is None:
                return None
            known = key in attempts and attempt == first
            if fold(new) not in self._values and (known or self._is_new(kind, key, new)):
                attempts[key] = attempt
                return new
        return None

    def _is_new(self, kind: str, key: str, new: str) -> bool:
        folded = fold(new)
        if not folded or key in folded or fold_value(kind, new) == key or any(v in folded for v in self._telling):
            return False
        if kind == "AGE":  # Few ages are near, and two people may be of one age.
            return True
        seen = re.search(rf"(?<!\w){re.escape(new.casefold())}(?!\w)", self._text)
        return new not in self._names.originals and seen is None

    def _remembered(self, new: str, original: str) -> str:
        self._names.remember(new, original)
        return new


def _is_family(folded: str, who: Person, *, titled: bool) -> bool:
    spelled = [word for word in who.words if word not in GENERATIONS]
    if len(spelled) > 1 and folded in spelled:
        return folded == spelled[-1]
    return titled or (not gender_of(folded) and is_family_name(folded))


def _cased(new: str, like: str) -> str:
    """Write `new` in capitals or small letters as `like` is.

    >>> _cased("Robert", "JAMES")
    'ROBERT'
    """
    return new.upper() if like.isupper() else new.lower() if like.islower() else new.title()
