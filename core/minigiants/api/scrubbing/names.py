"""Say our types of personal data in the words that Presidio's clients ask for."""

from collections.abc import Collection, Iterable

from minigiants.privacy import TYPES

ALIASES: dict[str, tuple[str, ...]] = {
    "DATE_TIME": ("DATE", "YEAR"),
    "LOCATION": ("LOCATION", "ADDRESS", "ZIP_CODE", "FACILITY"),
    "MAC_ADDRESS": ("IP_ADDRESS",),
    "MEDICAL_LICENSE": ("LICENSE_NUMBER",),
    "UK_NHS": ("MEDICAL_RECORD_NUMBER",),
    "US_BANK_NUMBER": ("ACCOUNT_NUMBER",),
    "US_DRIVER_LICENSE": ("LICENSE_NUMBER",),
    "US_ITIN": ("SSN",),
    "US_PASSPORT": ("LICENSE_NUMBER", "ID"),
    "US_SSN": ("SSN",),
}
"""What Presidio calls some of our types; whoever asks by its names gets its names."""


def called(types: Collection[str]) -> dict[str, str]:
    """Return what to call each of our types that is asked for; without a question, every type by its own name.

    >>> called(["US_SSN", "PERSON"])
    {'SSN': 'US_SSN', 'PERSON': 'PERSON'}
    >>> called([])["DATE"]
    'DATE'
    """
    if not types:
        return {name: name for name in TYPES}
    return {ours: name for name in types for ours in ALIASES.get(name, (name,)) if ours in TYPES}


def unknown(types: Iterable[str]) -> list[str]:
    """Return what is asked for and found by nobody.

    >>> unknown(["PERSON", "CRYPTO"])
    ['CRYPTO']
    """
    return [name for name in types if name not in TYPES and name not in ALIASES]
