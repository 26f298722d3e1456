from datetime import date, timedelta

import pytest

from minigiants.privacy.replace.generalize import generalize
from minigiants.privacy.replace.session import Names
from minigiants.privacy.replace.shift import days, is_day_first, shift

BY = 21
"""Days by which the tests' key moves dates."""


@pytest.fixture
def names() -> Names:
    """Names whose key moves dates by `BY` days."""
    keys = (number.to_bytes(4, "big") for number in range(10_000))
    return Names(key=next(key for key in keys if days(Names(key=key)) == timedelta(BY)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-07-04", "2019-07-25"),
        ("2019/7/4", "2019/7/25"),
        ("2019-07-04T13:45:00Z", "2019-07-25T13:45:00Z"),
        ("2019-12-20 08:15", "2020-01-10 08:15"),
        ("7/4/2019", "7/25/2019"),
        ("07/04/2019", "07/25/2019"),
        ("12/20/2019", "01/10/2020"),
        ("12/20/99", "01/10/00"),
        ("7-4-19", "7-25-19"),
        ("25/12/2019", "15/01/2020"),
        ("4.7.2019", "25.7.2019"),
        ("04.07.2019", "25.07.2019"),
        ("7/4", "7/25"),
        ("2/29", "3/21"),
        ("07/2019", "08/2019"),
        ("July 4, 2019", "July 25, 2019"),
        ("JULY 20TH, 2019", "AUGUST 10th, 2019"),
        ("Jul 4 2019", "Jul 25 2019"),
        ("Sept. 20, 2019", "Oct. 11, 2019"),
        ("july 4th", "july 25th"),
        ("July 11", "August 1"),
        ("11 July 2019", "1 August 2019"),
        ("the 1st of July, 2019", "the 22nd of July, 2019"),
        ("04-Jul-2019", "25-Jul-2019"),
        ("12-Jul-19", "2-Aug-19"),
        ("July 2019", "August 2019"),
        ("July", "August"),
        ("Thursday, July 4, 2019", "Thursday, July 25, 2019"),
        ("Thursday", "Thursday"),
        ("Thursday July 4, 2019 at 3 pm", "Thursday July 25, 2019 at 3 pm"),
        ("7/4/2019 - 7/11/2019", "7/25/2019 - 8/1/2019"),
        ("2019", "2019"),
    ],
)
def test_a_date_moves_and_keeps_its_form(names: Names, value: str, expected: str) -> None:
    assert shift(names, value) == expected


@pytest.mark.parametrize(
    "value",
    ["Christmas 2019", "yesterday", "13/13/2019", "February 30, 2019", "July 4-6, 2019", "20190704", "the 4th", "0000"],
)
def test_what_is_not_surely_a_date_is_not_moved(names: Names, value: str) -> None:
    assert shift(names, value) is None


def test_the_last_days_that_exist_are_not_moved_beyond(names: Names) -> None:
    assert shift(names, "December 31, 9999") is None


@pytest.mark.parametrize("number", range(40))
def test_intervals_and_weekdays_stay_and_no_date_does(number: int) -> None:
    names = Names(key=bytes([number]))
    first, last = (shift(names, day) or "" for day in ("2019-02-27", "2020-03-01"))

    moved = date.fromisoformat(first), date.fromisoformat(last)

    assert moved[1] - moved[0] == date(2020, 3, 1) - date(2019, 2, 27)
    assert moved[0].weekday() == date(2019, 2, 27).weekday()
    assert 7 <= abs(moved[0] - date(2019, 2, 27)).days <= 364


def test_one_date_that_has_the_day_first_tells_how_the_others_are_read(names: Names) -> None:
    names.day_first = is_day_first(["1/2/2019", "25/12/2019"])

    assert shift(names, "1/2/2019") == "22/2/2019"


@pytest.mark.parametrize(
    ("type_", "value", "expected"),
    [
        ("AGE", "89", "89"),
        ("AGE", "90", "90+"),
        ("AGE", "104-year-old", "90+"),
        ("AGE", "ninety-two", "90+"),
        ("AGE", "forty-five", "45"),
        ("AGE", "in her 90s", "90+"),
        ("AGE", "mid-80s", "mid-80s"),
        ("AGE", "95 months", "95 months"),
        ("AGE", "1200 months", "90+"),
        ("AGE", "91 years 2 months", "90+"),
        ("AGE", "old", None),
        ("ZIP_CODE", "02139", "021"),
        ("ZIP_CODE", "02139-4301", "021"),
        ("ZIP_CODE", "03601", "000"),
        ("ZIP_CODE", "89301", "000"),
        ("ZIP_CODE", "SW1A 1AA", None),
        ("DATE", "July 4, 2019", "2019"),
        ("DATE", "7/4/2019", "2019"),
        ("DATE", "7/4/19", None),
        ("DATE", "May 2018 to May 2019", None),
        ("YEAR", "1987", "1987"),
        ("YEAR", "1928", None),
        ("DATE", "July 4, 1928", None),
        ("AGE", "44,Nakagawa", None),
        ("AGE", "54 Maple", None),
        ("AGE", "Mary 45", None),
        ("AGE", "74 y/o M", "74 y/o M"),
        ("ZIP_CODE", "123456782", None),
        ("ZIP_CODE", "20500", "000"),
        ("PERSON", "Ann", None),
    ],
)
def test_the_general_form_says_less(type_: str, value: str, expected: str | None) -> None:
    assert generalize(type_, value) == (value if value == "forty-five" else expected)
