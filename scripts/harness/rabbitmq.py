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

    def server_pid(self) -> int:
        """Of the broker itself, below the script that keeps it."""
        children = {}
        for status in pathlib.Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                name, _, fields = status.read_text().rpartition(")")
                children.setdefault(int(fields.split()[1]), []).append((int(status.parent.name), name.partition("(")[2]))
        below = list(children.get(self.process.pid, []))
        for pid, name in below:
            if name == "beam.smp":
                return pid
            below += children.get(pid, [])
        raise RuntimeError("the broker does not run")

    def client(self, *arguments: str, **pipes) -> subprocess.Popen:
        command = [PYTHON, SERVERS / "amqp.py", str(self.port), *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **pipes)

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def by_message_id(line: dict) -> Name:
    key, _, number = line["messageId"].rpartition("-")
    return key, int(number)


class Feeder:
    """Publishes to a queue, one message after the other, through the broker's absences."""

    def __init__(self, broker: Broker, queue: str):
        self.process = broker.client("feed", queue, stdin=subprocess.PIPE)

    def publish(self, body: str, message_id: str) -> None:
        """Returns when the broker has confirmed it."""
        line = {"body": body, "properties": {"message_id": message_id, "content_type": "application/json"}}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        if self.process.stdout.readline().strip() != message_id:
            raise RuntimeError("the feeding client ended")

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


class Consumer:
    """Reads a queue as long as the test runs, through the broker's absences. `name` says which message a line is."""

    def __init__(
        self, broker: Broker, queue: str, journal: pathlib.Path, exchange: str = "", key: str = "", name=by_message_id
    ):
        if broker.client("declare", queue, *([exchange, key] if exchange else [])).wait() != 0:
            sys.exit("the queue could not be made; run: scripts/setup")
        self.journal, self.name = journal, name
        with open(journal, "w") as out:
            command = [PYTHON, SERVERS / "amqp.py", str(broker.port), "watch", queue]
            self.process = subprocess.Popen(command, stdout=out, text=True)

    def delivered(self) -> list[Name]:
        names = []
        for line in self.journal.read_text().splitlines():
            with contextlib.suppress(ValueError, KeyError):
                names.append(self.name(json.loads(line)))
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
