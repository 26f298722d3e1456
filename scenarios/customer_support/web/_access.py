"""Find the site that a request may use: by its key, and by the web page that it comes from."""

from pathlib import Path

from ..sites import Site, key_hash, load_sites, read_sites


def origins(folder: Path) -> set[str]:
    """Return the web origins of all sites in `folder`."""
    return {origin for site in load_sites(folder) for origin in site.origins}


def site_for(key: str, origin: str, folder: Path) -> Site | None:
    """Return the site whose key this is and whose pages may use it from `origin` (empty: no browser), or None."""
    hashed = key_hash(key) if key else ""
    site = next((site for site in load_sites(folder) if hashed and site.key == hashed), None)
    return None if site is None or (origin and origin not in site.origins) else site


def closed_for(key: str, folder: Path) -> bool:
    """Tell whether this is the key of a site that is closed by a mistake in its file."""
    hashed = key_hash(key) if key else ""
    return any(hashed and bad.key == hashed for bad in read_sites(folder).mistaken)
