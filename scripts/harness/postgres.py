"""A PostgreSQL server of the test's own: on a free port of loopback, in a temporary folder, with fsync on."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from .server import ROOT, free_port

NOBODY = 65534


def programs() -> pathlib.Path:
    for root in (pathlib.Path("/usr/lib/postgresql"), ROOT / ".build/tools/usr/lib/postgresql"):
        for found in sorted(root.glob("*/bin/initdb")):
            return found.parent
    sys.exit("PostgreSQL is missing; run: scripts/setup")


class Postgres:
    """A server in a temporary folder. `settings` are options of its command line, `making` of initdb."""

    def __init__(self, settings: tuple[str, ...] = (), making: tuple[str, ...] = ()):
        self.folder = tempfile.mkdtemp(prefix="junction-postgres-")
        # initdb and postgres refuse to run as root.
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        self.give(self.folder)
        self.data = f"{self.folder}/data"
        self.making = making
        self.port = free_port()
        self.options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {' '.join(settings)}"
        self.address = f"postgres://junction@127.0.0.1:{self.port}/postgres"

    def give(self, folder: str) -> None:
        """To the user that the server runs as."""
        if self.user:
            os.chown(folder, NOBODY, NOBODY)

    def run(self, program: str, *arguments: str, check: bool = True) -> int:
        command = [programs() / program, "-D", self.data, *arguments]
        return subprocess.run(command, check=check, cwd=self.folder, stdout=subprocess.DEVNULL, **self.user).returncode

    def make(self) -> None:
        self.run("initdb", "-U", "junction", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", *self.making)

    def start(self) -> None:
        self.run("pg_ctl", "-l", f"{self.folder}/log", "-w", "-o", self.options, "start")

    def is_running(self) -> bool:
        return self.run("pg_ctl", "status", check=False) == 0

    def ask(self, query: str) -> str:
        command = [programs() / "psql", "-At", self.address, "-c", query]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def stop(self) -> None:
        if self.is_running():
            self.run("pg_ctl", "-m", "immediate", "stop", check=False)

    def end(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def postgres(settings: tuple[str, ...] = ()):
    """The address of a server that ends with the block."""
    server = Postgres(settings)
    try:
        server.make()
        server.start()
        yield server.address
    finally:
        server.end()
