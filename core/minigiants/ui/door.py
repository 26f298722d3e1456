"""Stand between browsers and the pages: what the server of every app is made with."""

from starlette.middleware import Middleware


def door() -> list[Middleware]:
    """Return what looks at each request before Streamlit does, and end requests that never come whole.

    A settings file with a mistake closes no door: it is said on the page, which then answers on this machine alone.
    """
    from minigiants.api import PageDoor
    from minigiants.security import end_half_open
    from minigiants.settings import Settings, SettingsError

    end_half_open()
    try:
        hosts = Settings().hosts
    except SettingsError:
        hosts = ()
    return [Middleware(PageDoor, hosts=hosts)]
