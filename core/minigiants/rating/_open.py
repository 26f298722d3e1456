"""Open the store such that every text passes its scenario's policy, without models or an index."""

from typing import Literal, TypeVar

from minigiants.scenario import open_funnel
from minigiants.settings import Settings
from minigiants.store import Store

_T = TypeVar("_T")


def open_store(settings: Settings) -> Store:
    """Open the settings' database; every text in it and out of it goes as its scenario's policy says."""

    def through(
        value: _T,
        *,
        place: Literal["answers", "ratings", "exports"],
        scenario: str,
        talk: str,
        asked: bool = False,
    ) -> _T:
        return open_funnel(settings, scenario).value(place, value, asked=asked)

    return Store(settings.database_url, through=through, gates=settings.home / "gates")
