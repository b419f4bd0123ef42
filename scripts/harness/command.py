"""What the test scripts share: the binary, a folder, a server on a copy of the example workspace, and tidying up."""

import contextlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

from . import workspace
from .server import ROOT, Destination, Server


def binary(configuration: str) -> str:
    path = ROOT / ".build" / configuration / "junction"
    if not path.exists():
        sys.exit(f"{path.relative_to(ROOT)} is missing; run: swift build -c {configuration} --product junction")
    return str(path)


@contextlib.contextmanager
def running(configuration: str):
    """A server (not started) with its destination; both end with the block, and their folder goes."""
    with tempfile.TemporaryDirectory(prefix="junction-") as name:
        folder = pathlib.Path(name)
        destination = Destination(folder)
        server = None
        try:
            files, mllp_port = workspace.copy(folder, destination.port)
            server = Server([binary(configuration)], folder, files, mllp_port)
            yield server, destination
        except (RuntimeError, TimeoutError):
            if server and server.log.exists():
                print(server.last_words(), file=sys.stderr)
            raise
        finally:
            if server:
                server.end()
            destination.end()


def promtool(metrics: bytes) -> str:
    """What promtool finds wrong; empty when nothing is."""
    program = shutil.which("promtool") or str(ROOT / ".build/tools/usr/bin/promtool")
    result = subprocess.run([program, "check", "metrics"], input=metrics, capture_output=True)
    return "" if result.returncode == 0 else (result.stdout + result.stderr).decode() or "promtool failed"
