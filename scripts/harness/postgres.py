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


@contextlib.contextmanager
def postgres(settings: tuple[str, ...] = ()):
    """The address of a server that ends with the block. `settings` are options of its command line."""
    folder = tempfile.mkdtemp(prefix="junction-postgres-")
    # initdb and postgres refuse to run as root.
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
    if user:
        os.chown(folder, NOBODY, NOBODY)
    data = f"{folder}/data"
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' {' '.join(settings)}"

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs() / program, "-D", data, *arguments], check=True, cwd=folder, stdout=subprocess.DEVNULL, **user
        )

    run("initdb", "-U", "junction", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    run("pg_ctl", "-l", f"{folder}/log", "-w", "-o", options, "start")
    try:
        yield f"postgres://junction@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
