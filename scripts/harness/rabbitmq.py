"""A RabbitMQ broker of the test's own (scripts/test-servers/rabbitmq), and another client that reads a queue of it."""

import contextlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

from .ledger import Name
from .server import ROOT, SCRIPTS, free_port

PYTHON = ROOT / ".build/venv/bin/python3"
SERVERS = SCRIPTS / "test-servers"


class Broker:
    def __init__(self, folder: str):
        self.port = free_port()
        self.process = subprocess.Popen(
            [SERVERS / "rabbitmq", folder, str(self.port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def order(self, order: str) -> None:
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if answer not in ("started", "stopped"):
            raise RuntimeError(f"RabbitMQ: '{order}' brought '{answer}'")

    def client(self, *arguments: str) -> subprocess.Popen:
        command = [PYTHON, SERVERS / "amqp.py", str(self.port), *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


class Consumer:
    """Reads a queue as long as the test runs, through the broker's absences."""

    def __init__(self, broker: Broker, queue: str, journal: pathlib.Path):
        if broker.client("declare", queue).wait() != 0:
            sys.exit("the queue could not be made; run: scripts/setup")
        self.journal = journal
        with open(journal, "w") as out:
            command = [PYTHON, SERVERS / "amqp.py", str(broker.port), "watch", queue]
            self.process = subprocess.Popen(command, stdout=out, text=True)

    def delivered(self) -> list[Name]:
        names = []
        for line in self.journal.read_text().splitlines():
            with contextlib.suppress(ValueError):
                key, _, number = json.loads(line)["messageId"].rpartition("-")
                names.append((key, int(number)))
        return names

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def rabbitmq():
    """A broker that ends with the block."""
    folder = tempfile.mkdtemp(prefix="junction-rabbitmq-")
    broker = Broker(folder)
    try:
        broker.order("start")
        yield broker
    finally:
        broker.end()
        shutil.rmtree(folder, ignore_errors=True)
