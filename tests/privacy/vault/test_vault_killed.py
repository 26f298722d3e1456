import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

from minigiants.privacy.replace.session import Names
from minigiants.privacy.vault import Vault
from tests.privacy.vault.vaults import OTHER, SESSION, raw, rows

KILLED = """
import os, sys
from pathlib import Path
from minigiants.privacy.replace.session import Names
from minigiants.privacy.vault import Vault
key, other = bytes(range(32)), bytes(range(100, 132))
path = Path(sys.argv[1])
"""


def start(path: Path, script: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", KILLED + script, str(path)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )


def test_a_process_killed_right_after_deleting_leaves_nothing_once_the_vault_is_opened(
    path: Path, key: bytes, names: Names
) -> None:
    Vault(path, [key]).save(SESSION, names)
    (gone,) = rows(path)
    script = f"vault = Vault(path, [key])\nvault._sweep = lambda: os._exit(9)\nvault.forget({SESSION!r})\n"
    process = start(path, script)
    process.communicate()
    assert process.returncode == 9

    Vault(path, [key])

    assert rows(path) == []
    assert gone[3][:64] not in raw(path) and gone[0] not in raw(path)


def test_a_process_killed_between_the_old_record_and_the_new_leaves_the_old(
    path: Path, key: bytes, names: Names
) -> None:
    Vault(path, [key]).save(SESSION, names)
    script = f"vault = Vault(path, [key])\nvault._insert = lambda *_: os._exit(9)\nvault.save({SESSION!r}, Names())\n"
    process = start(path, script)
    process.communicate()
    assert process.returncode == 9

    assert Vault(path, [key]).load(SESSION) == names


def test_a_process_killed_while_writing_and_rotating_loses_nothing_it_has_confirmed(path: Path, key: bytes) -> None:
    script = """
for number in range(10_000):
    Vault(path, [key, other]).save(f"s{number}", Names(originals={"<ID_1>": str(number)}))
    print(number, flush=True)
    key, other = other, key
    Vault(path, [key, other]).rotate()
"""
    process = start(path, script)
    assert process.stdout is not None
    confirmed = [int(process.stdout.readline()) for _ in range(4)]
    sleep(0.013)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    vault = Vault(path, [key, OTHER])

    assert [vault.load(f"s{n}").originals["<ID_1>"] for n in confirmed] == [str(n) for n in confirmed]
    assert vault.rotate() >= 0
