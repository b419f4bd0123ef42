"""A copy of the example workspace on a free port, whose systems are the test's own destination."""

import pathlib
import re
import shutil

from .server import ROOT, free_port

EXAMPLE = ROOT / "Examples" / "care-home"
# The one point that listens says its port as a setting; systems say their address as one.
LISTENING_PORT = re.compile(r"(port:\s*\{[^}\n]*default:\s*)\d+")
LOOPBACK_URL = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+")
RATE_LIMITS = re.compile(r"^rateLimits:.*\n", re.M)
# A test is the same at every time of day: what has a timetable has its time come never while it goes on.
TIMETABLE = re.compile(r"^(\s*schedule:\s*)[^#\n]+", re.M)
SECRET_NAME = re.compile(r"\bsecret:\s*([\w-]+)")


def copy(folder: pathlib.Path, destination_port: int) -> tuple[pathlib.Path, int]:
    """The copy, and the port on which its MLLP point listens. Declared rate limits go: a test sends what it likes."""
    workspace = folder / "workspace"
    shutil.copytree(EXAMPLE, workspace)
    port = free_port()
    changed = 0
    secrets = folder / "data" / "secrets"
    secrets.mkdir(parents=True, mode=0o700)
    for path in [*workspace.glob("points/*.yaml"), *workspace.glob("systems/*.yaml")]:
        text = path.read_text()
        text = RATE_LIMITS.sub("", LOOPBACK_URL.sub(f"http://127.0.0.1:{destination_port}", text))
        text = TIMETABLE.sub(r"\g<1>0 0 29 2 * ", text)
        text, count = LISTENING_PORT.subn(rf"\g<1>{port}", text)
        changed += count
        path.write_text(text)
        for name in SECRET_NAME.findall(text):
            (secrets / name).write_text("test-secret")
            (secrets / name).chmod(0o600)
    if changed != 1:
        raise RuntimeError(f"expected one MLLP port in {EXAMPLE}, found {changed}")
    return workspace, port
