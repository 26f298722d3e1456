"""Who asks is the connection, unless a proxy that was named says who is behind it."""

from collections.abc import Sequence

import pytest

from minigiants.security import address, owner
from minigiants.settings import Settings, SettingsError

PROXY = ("10.0.0.0/8", "::1")


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "expected"),
    [
        ("203.0.113.9", "", PROXY, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", PROXY, "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", (), "127.0.0.1"),
        ("10.0.0.2", "198.51.100.1", PROXY, "198.51.100.1"),
        ("::1", "2001:db8::7", PROXY, "2001:db8::7"),
        ("10.0.0.2", "1.1.1.1, 198.51.100.1", PROXY, "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, 10.0.0.9", PROXY, "198.51.100.1"),
        ("10.0.0.2", "x" * 5000, PROXY, "10.0.0.2"),
        ("10.0.0.2", ",,,", PROXY, "10.0.0.2"),
        ("testclient", "198.51.100.1", PROXY, "testclient"),
    ],
)
def test_only_a_named_proxy_says_where_somebody_comes_from(
    peer: str, forwarded: str, proxies: Sequence[str], expected: str
) -> None:
    assert address(peer, forwarded, proxies) == expected


def test_everybody_is_the_one_owner_until_there_is_a_login() -> None:
    assert owner(Settings(user="ann", proxies="127.0.0.1")) == "ann"


@pytest.mark.parametrize(("name", "value"), [("hosts", "https://notes.example"), ("hosts", "*"), ("proxies", "proxy")])
def test_a_name_that_would_admit_nobody_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"the setting {name} cannot be used: "):
        Settings(**{name: value})
