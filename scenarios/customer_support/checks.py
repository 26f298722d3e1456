"""What `minigiants doctor` looks at for customer support: the sites' files, and how fast their customers want it."""

from collections.abc import Iterator

from minigiants.scenario import GOAL, Check
from minigiants.settings import Settings

from .sites import load_sites, read_sites


def sites_ready(settings: Settings) -> Iterator[Check]:
    """Look at the sites' files, where there are any."""
    sites = read_sites(settings.home / "sites")
    remedy = "until then its customers get no answers, and what is handed over waits"
    yield from (Check(name="site", ok=False, found=bad.mistake, remedy=remedy) for bad in sites.mistaken)
    yield from (Check(name="site", ok=True, found=site.name) for site in sites.good.values())


def latency_goal(settings: Settings) -> float:
    """Return the shortest time to the first word that a site of this machine asks for."""
    return min((site.latency_goal for site in load_sites(settings.home / "sites")), default=GOAL)
