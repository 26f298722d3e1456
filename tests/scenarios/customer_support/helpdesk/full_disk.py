"""Hand talks over on a disk that is full at every possible place; run by `test_full_disk` on a disk of its own."""

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from minigiants.privacy import Funnel, Rules, load_policy
from minigiants.store import OPEN, Store, StoreError
from scenarios.customer_support.helpdesk import Helpdesk, apology
from tests import fakes
from tests.scenarios.customer_support.helpdesk.conftest import scripted

PAGE = 4096
ROOM = 40
"""Pages that are left free at most, one more at each try."""
SAID = "My frame has a crack and nobody answers the phone, so a person please"


def fill(disk: Path, left: int) -> None:
    """Leave so many pages free."""
    free = os.statvfs(disk)
    with (disk / "filler").open("wb") as file:
        for _ in range(free.f_bavail * free.f_frsize // PAGE - left):
            file.write(b"x" * PAGE)


def tried(action: Callable[[], Any]) -> str:
    """Return what the customer reads, empty when it worked."""
    try:
        action()
    except StoreError as error:
        return apology(error)
    return ""


def state(desk: Helpdesk, talk: str, file: Path) -> dict[str, Any]:
    """Return what is on the disk of a talk."""
    with sqlite3.connect(file) as db:
        query = (
            "SELECT (SELECT count(*) FROM handover WHERE talk_id = ?), (SELECT count(*) FROM delivery d JOIN handover"
        )
        row = db.execute(f"{query} h ON h.id = d.handover_id WHERE h.talk_id = ?)", (talk, talk)).fetchone()
        whole = db.execute("PRAGMA integrity_check").fetchone()[0]
    db.close()
    return {"roles": [m.role for m in desk.messages(talk)], "handovers": row[0], "deliveries": row[1], "check": whole}


def main(disk: Path) -> None:
    (disk / "sites").mkdir()
    site = "name = 'Shop'\ncollection = 'shop'\n[delivery]\nwebhook = 'http://127.0.0.1:9/x'\n"
    (disk / "sites" / "shop.toml").write_text(site)
    file = disk / "minigiants.db"
    put_off: list[Callable[[], None]] = []
    desk = Helpdesk(
        Store(f"sqlite:///{file}", through=OPEN),
        scenario="customer_support",
        pipeline=scripted,
        funnel=Funnel(Rules(policy=load_policy("redact"), where=frozenset())),
        sites=disk / "sites",
        later=put_off.append,
    )
    idle = fakes.services()
    for left in range(ROOM):
        for way in ("button", "message"):
            talk = desk.start("shop")
            desk.say(talk, SAID)
            fill(disk, left)
            said = tried(partial(desk.hand_over, talk) if way == "button" else partial(desk.answer, talk, idle))
            full = state(desk, talk, file)
            (disk / "filler").unlink()
            again = tried(partial(desk.hand_over, talk))
            for work in put_off:
                work()
            put_off.clear()
            after = state(desk, talk, file) | {"wants": desk.handovers.of_talk(talk).packet["wants"]}  # type: ignore[union-attr]
            desk.store.delete_talk(talk)
            print(json.dumps({"way": way, "left": left, "said": said, "full": full, "again": again, "after": after}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
