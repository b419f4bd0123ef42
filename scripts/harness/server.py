"""Starts, asks, kills and stops the real server; and the receiver beside it."""

import json
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

from .ledger import Name

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = SCRIPTS.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(condition, seconds: float, what: str):
    """Returns what the condition returned once it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        result = condition()
        if result:
            return result
        time.sleep(0.02)
    raise TimeoutError(f"{what} did not happen within {seconds:g} s")


class Server:
    def __init__(self, command: list[str], folder: pathlib.Path, workspace: pathlib.Path, mllp_port: int, store: str | None = None):
        self.port = free_port()
        self.mllp_port = mllp_port
        self.log = folder / "server.log"
        self.data = folder / "data"
        self.command = [*command, "serve", "--workspace", str(workspace), "--data", str(self.data)]
        self.command += ["--port", str(self.port), "--format", "json"]
        if store:
            self.command += ["--store", store]
        self.process: subprocess.Popen | None = None
        self.key: str | None = None
        # What makes a client trust it; None: it speaks without TLS.
        self.tls: ssl.SSLContext | None = None

    @property
    def address(self) -> str:
        return f"https://localhost:{self.port}" if self.tls else f"http://127.0.0.1:{self.port}"

    def secure(self, folder: pathlib.Path) -> None:
        """From the next start on it speaks TLS, with a certificate of its own making."""
        certificate, key = folder / "certificate.pem", folder / "key.pem"
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"]
        command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
        subprocess.run(command, check=True, capture_output=True)
        if self.tls is None:
            self.command += ["--tls-certificate", str(certificate), "--tls-key", str(key)]
        self.tls = ssl.create_default_context(cafile=str(certificate))
        self.certificate = certificate

    @property
    def pid(self) -> int:
        return self.process.pid

    def start(self, seconds: float = 30) -> float:
        """Seconds until it was ready."""
        begun = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=subprocess.STDOUT)
        wait_until(self.is_ready, seconds, "being ready")
        # Printed on the first start only.
        self.key = self.key or self.announced().get("adminKey")
        return time.monotonic() - begun

    def is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the server ended with {self.process.returncode}: {self.last_words()}")
        try:
            socket.create_connection(("127.0.0.1", self.mllp_port), timeout=1).close()
        except OSError:
            return False
        return self.ask("/health/ready", key=False)[0] == 200

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]

    def announced(self) -> dict:
        """What the server said when it was last ready: one line of JSON."""
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.startswith('{"event":"ready"')]
        return json.loads(lines[-1]) if lines else {}

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds: float = 15) -> int:
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise TimeoutError(f"the server did not end within {seconds:g} s of SIGTERM")

    def end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, headers: dict | None = None, key: bool | str = True
    ) -> tuple[int, bytes]:
        """Status and body; status 0 when there was no answer."""
        headers = dict(headers or {})
        bearer = self.key if key is True else key
        if bearer:
            headers.setdefault("Authorization", f"Bearer {bearer}")
        request = urllib.request.Request(f"{self.address}{path}", data=body, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20, context=self.tls) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()
        except (OSError, ValueError):
            return 0, b""

    def metrics(self) -> dict[str, float]:
        """Every sample of /metrics, by name with labels."""
        samples = {}
        for line in self.ask("/metrics")[1].decode(errors="replace").splitlines():
            if line and not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                try:
                    samples[name] = float(value)
                except ValueError:
                    pass
        return samples

    def usage(self) -> dict[str, int]:
        """Threads, resident KiB, open files and CPU ticks, as the kernel counts them."""
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        number = lambda name: int(re.search(rf"^{name}:\s+(\d+)", status, re.M).group(1))
        ticks = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return {
            "threads": number("Threads"),
            "rss_kib": number("VmRSS"),
            "files": len(os.listdir(f"/proc/{self.pid}/fd")),
            "ticks": int(ticks[11]) + int(ticks[12]),
        }


class Destination:
    """The receiver process (receiver.py) and what it has written down."""

    def __init__(self, folder: pathlib.Path, port: int = 0):
        self.journal = folder / "received.ndjson"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "harness.receiver", str(port), str(self.journal)], cwd=SCRIPTS, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self.process.stdout.readline())
        self.read_to = 0
        self.taken: list[Name] = []
        self.refused = 0
        self.part = ""

    def mode(self, word: str) -> None:
        temporary = pathlib.Path(f"{self.journal}.mode.new")
        temporary.write_text(word)
        os.replace(temporary, f"{self.journal}.mode")

    def delivered(self) -> list[Name]:
        """What it has taken so far, in order."""
        if self.journal.exists():
            with open(self.journal) as file:
                file.seek(self.read_to)
                self.part += file.read()
                self.read_to = file.tell()
            *lines, self.part = self.part.split("\n")
            for line in lines:
                entry = json.loads(line)
                if entry.get("taken"):
                    self.taken += [(key, number) for key, number in entry["names"]]
                else:
                    self.refused += 1
        return self.taken

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
