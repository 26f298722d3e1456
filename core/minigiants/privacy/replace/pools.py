"""What substitutes are made of: Faker's lists, without the words that mean something else in a medical text."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

from minigiants.privacy.find.vocabulary import ELSEWHERE


@cache
def given_names(gender: str = "") -> tuple[str, ...]:
    """List first names of women (`f`), of men (`m`), or both; no name is in both lists."""
    from faker.providers.person.en_US import Provider

    women, men = set(Provider.first_names_female), set(Provider.first_names_male)
    chosen = {"f": women - men, "m": men - women}.get(gender, women ^ men)
    return _plain(chosen)


@cache
def family_names() -> tuple[str, ...]:
    """List family names."""
    from faker.providers.person.en_US import Provider

    return _plain(Provider.last_names)


def is_family_name(name: str) -> bool:
    """Say whether a folded name is a common family name."""
    return name in _all_family_names()


@cache
def gender_of(name: str) -> Literal["f", "m", ""]:
    """Tell the gender of a folded first name, empty when it is unknown or both."""
    from faker.providers.person.en_US import Provider

    woman, man = (
        name in {known.casefold() for known in names}
        for names in (Provider.first_names_female, Provider.first_names_male)
    )
    return "" if woman == man else "f" if woman else "m"


@cache
def city_ends() -> tuple[str, ...]:
    """List the ends that make a name a city's."""
    from faker.providers.address.en_US import Provider

    return tuple(sorted(set(Provider.city_suffixes)))


@cache
def regions() -> tuple[tuple[str, ...], ...]:
    """List sets of places, one of which may stand for another: states, their abbreviations, countries."""
    from faker.providers.address.en_US import Provider

    return tuple(tuple(sorted(set(s))) for s in (Provider.states, Provider.states_abbr, Provider.countries))


@cache
def jobs() -> tuple[str, ...]:
    """List professions."""
    from faker.providers.job.en_US import Provider

    return tuple(sorted(job for job in Provider.jobs if "," not in job and "(" not in job))


@cache
def _all_family_names() -> frozenset[str]:
    from faker.providers.person.en_US import Provider

    return frozenset(name.casefold() for name in Provider.last_names)


def _plain(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({n for n in names if n.isalpha() and len(n) > 3 and n.casefold() not in ELSEWHERE}))
