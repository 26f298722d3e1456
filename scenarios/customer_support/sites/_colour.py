"""A shop's colour, and what can be read on it."""

import re

USUAL = "#14532d"
"""Where a site names none."""
_FORM = re.compile(r"#[0-9a-f]{6}")


def read_colour(text: str) -> str:
    """Return a colour in small letters; raises ValueError for anything but #rrggbb.

    >>> read_colour("#0B5FA5")
    '#0b5fa5'
    """
    colour = text.strip().lower()
    if not _FORM.fullmatch(colour):
        raise ValueError("'colour' must be written as #rrggbb, such as #14532d")
    return colour


def ink(colour: str) -> str:
    """Return the one of black and white that can be read better on a colour (WCAG 2.2, relative luminance).

    >>> ink("#14532d"), ink("#ffd400")
    ('#ffffff', '#000000')
    """
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#000000" if (light + 0.05) / 0.05 > 1.05 / (light + 0.05) else "#ffffff"
