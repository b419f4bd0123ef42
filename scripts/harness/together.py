"""Several nodes as one service: what is changed over one node's API holds at the other, queues are served by any node, and a
schedule fires on one node at a time."""

import datetime
import json
import subprocess
import time
import urllib.parse

from .postgres import programs
from .server import wait_until

# What one node has changed the others know within this.
NEWS_SECONDS = 5
TAKEOVER_SECONDS = 10
SUBSCRIPTIONS = "/api/integration/events/subscriptions"
SCHEDULED = "nightly-rota"


class Together:
    def __init__(self, nodes, destination):
        self.nodes = nodes
        self.destination = destination
        # One key opens both: the store is one.
        self.key = next(node.key for node in nodes if node.key)
        for node in nodes:
            node.key = self.key

    def ask(self, node, path: str, method: str = "GET", body: dict | None = None, key: bool | str = True, **headers) -> tuple[int, dict]:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            headers["content-type"] = "application/json"
        status, answer = node.ask(path, method, None if body is None else json.dumps(body).encode(), headers, key)
        return status, json.loads(answer) if answer.startswith(b"{") else {}

    def check(self) -> list[str]:
        faults = []
        for check in (self.keys, self.systems, self.mappings, self.queues, self.answers):
            for first, second in (self.nodes, self.nodes[::-1]):
                try:
                    check(first, second)
                except (AssertionError, TimeoutError, KeyError, IndexError) as error:
                    faults.append(f"{check.__name__} over two nodes: {error!r}")
        return faults

    def keys(self, first, second) -> None:
        made = self.ask(first, "/api/integration/keys", "POST", {"name": "t", "scope": "read"})[1]
        text, key = made["key"], made["description"]["id"]
        opens = lambda node: self.ask(node, SUBSCRIPTIONS, key=text)[0]
        wait_until(lambda: opens(second) == 200, NEWS_SECONDS, "a key made at one node opening the other")
        assert self.ask(first, f"/api/integration/keys/{key}", "DELETE")[0] < 300
        assert opens(first) == 401
        wait_until(lambda: opens(second) == 401, NEWS_SECONDS, "a key revoked at one node being refused at the other")

    def systems(self, first, second) -> None:
        name = f"ledger-{time.monotonic_ns()}"
        system = {"id": name, "name": "A", "type": "bank", "endpoint": "https://a.example.org", "configuration": {"operations": {}}}
        status, answer = self.ask(first, "/api/integration/systems", "POST", system)
        assert status == 201, answer
        path = f"/api/integration/systems/{name}"
        wait_until(lambda: self.ask(second, path)[0] == 200, NEWS_SECONDS, "a system registered at one node being known at the other")

    def mappings(self, first, second) -> None:
        name = f"m-{time.monotonic_ns()}"
        path = f"/api/integration/mappings/{name}"
        definition = lambda text: {"source": "json", "target": "json", "expression": json.dumps(text)}
        status, answer = self.ask(first, "/api/integration/mappings", "POST", {"id": name, "definition": definition("one")})
        assert status == 201, answer
        mapped = lambda node: self.ask(node, "/api/integration/transform", "POST", {"mappingId": name, "data": {}})[1].get("result")
        wait_until(lambda: mapped(second) == "one", NEWS_SECONDS, "a mapping kept at one node being used at the other")
        status, answer = self.ask(first, path, "PUT", {"definition": definition("two")})
        assert status == 200, answer
        wait_until(lambda: mapped(second) == "two", NEWS_SECONDS, "a mapping changed at one node being changed at the other")
        assert self.ask(first, path, "DELETE")[0] < 300
        wait_until(lambda: self.ask(second, path)[0] == 404, NEWS_SECONDS, "a mapping removed at one node being gone at the other")

    def queues(self, first, second) -> None:
        """A subscription of one node gets what the other takes in, and consumers are served by both, each message once."""
        wanted = f"together.{time.monotonic_ns()}"
        made = self.ask(
            first,
            "/api/integration/events/subscribe",
            "POST",
            {"filters": [{"exact": {"type": wanted}}], "target": {"type": "queue"}, "ordering": "none"},
        )[1]
        path = f"{SUBSCRIPTIONS}/{made['subscription']['id']}"
        wait_until(lambda: self.ask(second, path)[0] == 200, NEWS_SECONDS, "a subscription made at one node being known at the other")
        for number in range(4):
            event = {"id": f"{wanted}-{number}", "type": wanted, "source": "test", "payload": {}}
            status, answer = self.ask((first, second)[number % 2], "/api/integration/events/publish", "POST", event)
            assert status == 202, answer
        had, waiting = [], time.monotonic()
        while len(had) < 4 and time.monotonic() - waiting < 20:
            for node, other in ((first, second), (second, first)):
                for message in self.ask(node, f"{path}/lease", "POST", {"most": 1, "waitSeconds": 1})[1].get("messages", []):
                    had.append(message["event"]["id"])
                    settled = self.ask(other, f"{path}/ack", "POST", {"receipts": [message["receipt"]]})[1]
                    assert settled["results"][0]["settled"], settled
        assert sorted(had) == [f"{wanted}-{number}" for number in range(4)], had
        assert self.ask(first, path, "DELETE")[0] < 300
        wait_until(lambda: self.ask(second, path)[0] == 404, NEWS_SECONDS, "a subscription ended at one node being gone at the other")

    def answers(self, first, second) -> None:
        name = f"once-{time.monotonic_ns()}"
        system = {"id": name, "name": "A", "type": "bank", "endpoint": "https://a.example.org", "configuration": {"operations": {}}}
        told = [self.ask(node, "/api/integration/systems", "POST", system, idempotency_key=name) for node in (first, second)]
        assert told[0] == told[1] and told[0][0] == 201, told

    def untrusted(self, node, stranger) -> list[str]:
        """Queues that `stranger` serves, whose certificate `node` does not trust: asked at `node` they are refused and it is said
        why; asked at `stranger`, which trusts `node`, all are served."""
        made = []
        for number in range(12):
            subscription = {"filters": [{"exact": {"type": f"untrusted.{number}"}}], "target": {"type": "queue"}, "ordering": "none"}
            made.append(self.ask(node, "/api/integration/events/subscribe", "POST", subscription)[1]["subscription"]["id"])
        lease = lambda at, queue: self.ask(at, f"{SUBSCRIPTIONS}/{queue}/lease", "POST", {"most": 1, "waitSeconds": 0})
        # While work moves to the node that has come back, either may be told to ask again.
        wait_until(lambda: all(lease(stranger, queue)[0] == 200 for queue in made), 40, "all queues being served by the node that trusts")
        refused = lambda: [answer for status, answer in (lease(node, queue) for queue in made) if status == 503]
        wait_until(lambda: any("trusted" in answer.get("detail", "") for answer in refused()), 20, "the other node being refused")
        answers = refused()
        print(f"TLS: of {len(made)} queues {len(answers)} are served by a node that is not trusted: {answers[0]['detail']}", flush=True)
        faults = [f"a node that is not trusted: {answer}" for answer in answers if "--node-authority" not in answer.get("remedy", "")]
        for queue in made:
            self.ask(stranger, f"{SUBSCRIPTIONS}/{queue}", "DELETE")
        return faults

    @staticmethod
    def holder(address: str) -> str:
        """The name of the node that runs the schedule."""
        query = f"SELECT node FROM junction.lease WHERE work = 'duty:schedule/{SCHEDULED}'"
        return subprocess.run([programs() / "psql", "-At", address, "-c", query], check=True, capture_output=True, text=True).stdout

    @staticmethod
    def held(address: str, node) -> list[str]:
        """The work whose leases the store last gave to the node, run out or not, and that another could do."""
        query = (
            f"SELECT work FROM junction.lease AS l WHERE node LIKE '%{node.port}%' AND until > '-infinity' AND EXISTS "
            "(SELECT FROM junction.node AS n WHERE n.name <> l.node AND n.until > clock_timestamp() AND work = ANY(n.serves))"
        )
        return subprocess.run([programs() / "psql", "-At", address, "-c", query], check=True, capture_output=True, text=True).stdout.split()

    def check_schedule(self, node, since: float, killed: float) -> list[str]:
        """Each minute since then has one run, by whichever node; the first after its node was killed too."""
        next_minute = int(killed) // 60 * 60 + 60
        begun = lambda: [run for run in self.runs(node) if run >= name_of(next_minute)]
        wait_until(begun, 60 + TAKEOVER_SECONDS, "the schedule going on at the other node")
        due = [name_of(moment) for moment in range(int(since) // 60 * 60 + 60, int(time.time()) + 1, 60)]
        fired = sorted(self.runs(node))
        print(f"schedule: due {len(due)} times, fired {len(fired)} times, one of them after its node was killed")
        return [] if due == fired else [f"the schedule was due at {due} and fired at {fired}"]

    def runs(self, node) -> list[str]:
        query = urllib.parse.urlencode({"type": "junction.sync.finished", "limit": 100})
        found = self.ask(node, f"/api/integration/events/history?{query}")[1].get("items", [])
        runs = [event["correlationId"] for event in found]
        return [run.partition("@")[2].partition(".")[0].rstrip("Z") for run in runs if run.startswith(SCHEDULED)]


def name_of(moment: int) -> str:
    return datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
