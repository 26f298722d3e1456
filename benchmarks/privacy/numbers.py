"""Write numbers by a form, and those whose last digits check the others."""

import random
import re
import string
from collections.abc import Iterable

from stdnum import luhn

SIGNS = {"#": string.digits, "?": string.ascii_uppercase}
VIN_SIGNS = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True))
VIN_SIGNS |= {digit: int(digit) for digit in string.digits}
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def written(form: str, chance: random.Random) -> str:
    """Fill a form: # is a digit, ? a capital letter, [1-5] a digit of a range, the rest itself.

    >>> written("AB-##", random.Random(0))
    'AB-66'
    """
    form = re.sub(r"\[(\d)-(\d)\]", lambda m: str(chance.randint(int(m[1]), int(m[2]))), form)
    return "".join(chance.choice(SIGNS[sign]) if sign in SIGNS else sign for sign in form)


def vin(chance: random.Random) -> str:
    """Return a vehicle identification number."""
    return checked_vin("".join(chance.choices(list(VIN_SIGNS), k=17)))


def checked_vin(signs: str) -> str:
    """Return 17 signs with the ninth made the check digit.

    >>> checked_vin("1M8GDM9A0KP042788")
    '1M8GDM9AXKP042788'
    """
    rest = sum(VIN_SIGNS[sign] * weight for sign, weight in zip(signs, VIN_WEIGHTS, strict=True)) % 11
    return f"{signs[:8]}{'X' if rest == 10 else rest}{signs[9:]}"


def imei(chance: random.Random) -> str:
    """Return the number of a mobile device."""
    number = written("35############", chance)
    return number + luhn.calc_check_digit(number)


def npi(chance: random.Random) -> str:
    """Return a national provider identifier."""
    number = written("1########", chance)
    return number + luhn.calc_check_digit(f"80840{number}")


def dea(chance: random.Random) -> str:
    """Return a number under which drugs are prescribed."""
    number = written("??######", chance)
    digits = [int(digit) for digit in number[2:]]
    return f"{number}{(sum(digits[::2]) + 2 * sum(digits[1::2])) % 10}"


def grouped(number: str, sizes: Iterable[int], between: str) -> str:
    """Return the number cut into groups, the last taking what is left.

    >>> grouped("378282246310005", [4, 6], "-")
    '3782-822463-10005'
    """
    groups = []
    for size in sizes:
        groups.append(number[:size])
        number = number[size:]
    return between.join([*groups, number] if number else groups)
