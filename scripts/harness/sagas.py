"""The saga test's rounds, apart from the command line: prescriptions are issued while servers are killed again and again."""

import http.server
import json
import random
import subprocess
import threading
import time
from collections import Counter

from .postgres import programs
from .server import Server, wait_until

TAKEOVER_SECONDS_MAX = 10.0
SAGA = "/api/integration/sagas/prescription-order/instances"
# What must have been published and called for an instance that ended so.
PUBLISHED = {
    "completed": ["round.dose-planned", "round.dose-released"],
    "compensated": ["round.dose-planned", "round.dose-withdrawn"],
}
CALLED = {"completed": ["order"], "compensated": ["order", "cancel"]}


class Pharmacy:
    """Takes orders and cancellations, refuses some for the time being, and writes down what it took."""

    def __init__(self, seed: int):
        self.calls: list[tuple[str, str, str]] = []
        self.random = random.Random(seed)
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
                status = 503 if outer.random.random() < 0.1 else 201
                if status == 201:
                    parts = self.path.rstrip("/").split("/")
                    what = "cancel" if parts[-1] == "cancellation" else "order"
                    key = parts[-2] if what == "cancel" else body["reference"]
                    outer.calls.append((key, what, self.headers["Idempotency-Key"]))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class SagaTest:
    """On one server, which is killed and started again."""

    def __init__(self, servers: list[Server], pharmacy: Pharmacy, seed: int, count: int):
        self.servers = servers
        self.pharmacy = pharmacy
        self.random = random.Random(seed)
        # The way each is to go; what comes of it is decided here, before anything happens.
        self.ways = {f"rx-{number}": self.random.choice(["completed", "compensated"]) for number in range(count)}
        self.coming = [event for key, way in self.ways.items() for event in self.events(key, way)]
        # Of several prescriptions at a time, in the order of each.
        self.coming.sort(key=lambda event: event[0])
        self.kills = 0
        self.faults_on_the_way: list[str] = []

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, headers: dict | None = None) -> tuple[int, bytes]:
        """Asks any that is there."""
        servers = self.random.sample(self.servers, len(self.servers))
        for server in servers:
            answer = server.ask(path, method, body, headers)
            if answer[0]:
                return answer
        return 0, b""

    def events(self, key: str, way: str):
        start = self.random.uniform(0, 10)
        issued = {"id": key, "resident": "res-1", "medicine": {"code": "1"}, "urgent": False}
        yield start, self.event(key, "prescription.issued", issued)
        names = ["pharmacy.refused"] if way == "compensated" else ["pharmacy.delivered", "medication.counted", "medication.checked"]
        self.random.shuffle(names)
        # What a saga waits for may come before what begins it.
        start += self.random.choice([0, 0, -3])
        for name in names:
            event = self.event(key, name, {"reference": key, "batch": "B1"})
            start += self.random.uniform(0.01, 2)
            yield start, event
            if self.random.random() < 0.2:
                yield start + 0.01, event

    @staticmethod
    def event(key: str, name: str, payload: dict) -> dict:
        return {"id": f"{name}.{key}", "type": name, "source": "test", "payload": payload}

    def publish(self, events: list[dict]) -> None:
        """Until it is acknowledged, however often the server dies meanwhile; ids make it safe to send again."""
        body = json.dumps(events).encode()
        headers = {"Content-Type": "application/json"}

        def taken():
            status, answer = self.ask("/api/integration/events/publish", "POST", body, headers)
            if status in (0, 429, 503):
                return False
            if status != 202:
                raise RuntimeError(f"publishing was answered {status}: {answer[:300]!r}")
            return True

        wait_until(taken, 60, "publishing")

    def run(self, kills: int) -> list[str]:
        """The faults found."""
        for server in self.servers:
            server.start()
            server.key = server.key or self.servers[0].key
        done = threading.Event()
        killer = threading.Thread(target=self.kill_at_random, args=(kills, done), daemon=True)
        killer.start()
        try:
            while self.coming:
                some, self.coming = self.coming[:7], self.coming[7:]
                self.publish([event for _, event in some])
                time.sleep(self.random.uniform(0, 0.05))
        finally:
            done.set()
            killer.join()
        wait_until(self.all_over, 60, "the end of every instance")
        return self.faults_on_the_way + self.faults()

    def kill_at_random(self, kills: int, done: threading.Event) -> None:
        while self.kills < kills:
            # Also after the last event: what is under way then is to be gone on with.
            time.sleep(self.random.uniform(0.05, 0.8))
            self.kill()
            self.kills += 1

    def kill(self) -> None:
        self.servers[0].kill()
        self.servers[0].start()

    def instances(self) -> list[dict]:
        items, cursor = [], ""
        while True:
            status, answer = self.ask(f"{SAGA}?limit=500{cursor}")
            if status != 200:
                return []
            page = json.loads(answer)
            items += page["items"]
            if not page.get("nextCursor"):
                return items
            cursor = f"&cursor={page['nextCursor']}"

    def all_over(self) -> bool:
        statuses = Counter(item["status"] for item in self.instances())
        return sum(statuses.values()) == len(self.ways) and not statuses["running"] and not statuses["compensating"]

    def faults(self) -> list[str]:
        faults = []
        for item in self.instances():
            key, way = item["key"], self.ways[item["key"]]
            if item["status"] != way:
                faults.append(f"{key} ended {item['status']}, not {way}: {item.get('reason')}")
                continue
            published = self.published(key)
            if published != PUBLISHED[way]:
                faults.append(f"{key} published {published}, not {PUBLISHED[way]}")
            # A call may be made twice, and then has the same id.
            ids = dict.fromkeys((what, name) for called, what, name in list(self.pharmacy.calls) if called == key)
            if [what for what, _ in ids] != CALLED[way]:
                faults.append(f"{key} called {list(ids)}, not {CALLED[way]}")
        return faults

    def published(self, key: str) -> list[str]:
        issued = f"prescription.issued.{key}"
        _, answer = self.ask(f"/api/integration/events/history?correlationId={issued}&stream=sagas/prescription-order&limit=50")
        events = json.loads(answer)["items"]
        return [event["type"] for event in sorted(events, key=lambda event: event["sequence"]) if event["type"].startswith("round.")]

    def repeats(self) -> int:
        return len(self.pharmacy.calls) - len(set(self.pharmacy.calls))


class NodesTest(SagaTest):
    """On two nodes that share a PostgreSQL store: the one that runs the saga is killed, and the other goes on."""

    def __init__(self, servers: list[Server], pharmacy: Pharmacy, seed: int, count: int, address: str):
        super().__init__(servers, pharmacy, seed, count)
        self.address = address
        self.takeovers: list[float] = []

    def holder(self) -> Server | None:
        query = "SELECT node FROM junction.lease WHERE work = 'saga:prescription-order'"
        command = [programs() / "psql", "-At", self.address, "-c", query]
        node = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return next((server for server in self.servers if str(server.port) in node), None)

    def kill(self) -> None:
        victim = wait_until(self.holder, 30, "a node running the saga")
        victim.kill()
        killed = time.monotonic()
        key = f"rx-after-{self.kills}"
        # Ended by an event of its own, like the others.
        self.ways[key] = "compensated"
        self.publish([event for _, event in self.events(key, "compensated")])
        wait_until(lambda: self.ask(f"{SAGA}/{key}")[0] == 200, 60, "the other node going on")
        self.takeovers.append(time.monotonic() - killed)
        if self.takeovers[-1] > TAKEOVER_SECONDS_MAX:
            self.faults_on_the_way.append(f"taken over after {self.takeovers[-1]:.1f} s; at most {TAKEOVER_SECONDS_MAX:g} s")
        victim.start()
