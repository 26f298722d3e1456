"""On a disk that is full a customer reads one clear sentence, and no handover is lost or half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from minigiants.store import StoreError
from scenarios.customer_support.helpdesk import apology
from tests.scenarios.customer_support.helpdesk.full_disk import SAID

ROOT = Path(__file__).resolve().parents[4]
SIZE = "1200k"


@pytest.mark.slow
def test_a_handover_on_a_full_disk_is_kept_whole_or_not_at_all_and_the_customer_is_told(tmp_path: Path) -> None:
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine allows no disk of one's own (`unshare --mount`)")
    program = "tests.scenarios.customer_support.helpdesk.full_disk"
    script = f'mount -t tmpfs -o size={SIZE} none "$1" && exec "$2" -m {program} "$1"'

    done = subprocess.run(
        [*unshare, "sh", "-c", script, "sh", tmp_path, sys.executable],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    tries = [json.loads(line) for line in done.stdout.splitlines()]

    refused = [one for one in tries if one["said"]]
    assert {one["way"] for one in refused} == {"button", "message"}
    assert {one["way"] for one in tries if not one["said"]} == {"button", "message"}
    assert {one["said"] for one in refused} == {apology(StoreError("full"))}
    for one in tries:
        kept = 0 if one["said"] else 1
        told = ["assistant"] if kept and one["way"] == "message" else []
        assert (one["full"]["handovers"], one["full"]["deliveries"]) == (kept, kept), one
        assert one["full"]["roles"] in (["user"], ["user", *told]), one
        assert one["again"] == "", one
        assert (one["after"]["handovers"], one["after"]["deliveries"], one["after"]["check"]) == (1, 1, "ok"), one
        assert one["after"]["wants"] == SAID, one
    assert "customer could not be served" in done.stderr
    assert all(SAID not in line for line in done.stderr.splitlines())
