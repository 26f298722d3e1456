"""Know a drug by its maker's name or by what it is called in another country."""

import tomllib
from pathlib import Path

BRANDS: dict[str, str] = tomllib.loads((Path(__file__).parent / "brands.toml").read_text("utf-8"))
"""Name in small letters -> the one name for it here."""


def canonical(drug: str) -> str:
    """Return one name for a drug in small letters, its ingredient where a brand is known.

    >>> canonical("calpol"), canonical("aspirin")
    ('paracetamol', 'aspirin')
    """
    return BRANDS.get(drug, drug)
