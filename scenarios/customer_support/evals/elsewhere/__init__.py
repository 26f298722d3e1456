"""Offer shops of other trades with messages to each, so that what was mended on one shop is seen on others.

Articles and messages were written before anybody looked at what the product does with them.
"""

from pathlib import Path

from minigiants.comparing import Trial

from ..trial import shop_trial

_HERE = Path(__file__).parent

__all__ = ["shops", "trial_at"]


def shops() -> list[str]:
    """Return the names of the shops.

    >>> shops()
    ['garden_centre', 'hearing_aids', 'hotel']
    """
    return sorted(folder.name for folder in _HERE.iterdir() if (folder / "site.toml").is_file())


def trial_at(shop: str) -> Trial:
    """Return the messages to a shop with its articles and its rules; raises KeyError with the shops there are."""
    if shop not in shops():
        raise KeyError(f"no shop {shop!r}; there are: {', '.join(shops())}")
    folder = _HERE / shop
    return shop_trial(
        folder / "site.toml",
        folder / "documents",
        folder / "messages.jsonl",
        about=f"messages to another shop ({shop}), written before anybody looked at its answers",
    )
