"""The vocabularies of finding and taking out: plain data."""

import tomllib
from pathlib import Path


def listed(text: str) -> frozenset[str]:
    """Return the words of `text`."""
    return frozenset(text.split())


WORDS = {
    name: tuple(entries)
    for name, entries in tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8")).items()
}
"""The lists of `words.toml`, by their names there."""

ELSEWHERE = frozenset(WORDS["elsewhere"])
"""Names that are words or diseases too, and so no good substitutes."""

PLACE_WORDS = frozenset(WORDS["place_words"])
"""Words of addresses and firms that may stay."""

RESTRICTED = frozenset(WORDS["restricted_areas"])
"""Three-digit postal areas of so few people that they are not named."""

NUMBERS = listed("""
PHONE_NUMBER FAX_NUMBER SSN MEDICAL_RECORD_NUMBER HEALTH_PLAN_NUMBER ACCOUNT_NUMBER LICENSE_NUMBER VEHICLE_ID
DEVICE_ID ORDER_NUMBER CREDIT_CARD IBAN_CODE ID ZIP_CODE
""")
"""Types whose values are the same whatever stands between their digits."""

MADE_IN_SHAPE = NUMBERS - {"PHONE_NUMBER", "FAX_NUMBER", "SSN"}
"""Types whose substitutes only need digits for digits and letters for letters."""
