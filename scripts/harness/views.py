"""Projections and streams of a test: their point file, events in bulk, and what a plain fold over the history gives."""

import datetime
import json
import pathlib
import threading
import time

from .server import Server, wait_until

EVENTS = "/api/integration/events"
PROJECTIONS = "/api/integration/projections"
STREAMS = "/api/integration/streams"
POINT = """\
id: counting
title: Counting
version: 1.0.0
summary: Views of the test's own events.
boundedContext: { notApplicable: a test }
ownership: { notApplicable: a test }
dataflow: { notApplicable: a test }
communication: { notApplicable: a test }
configuration: { notApplicable: a test }
expectedBehavior: { notApplicable: a test }
versioning: { notApplicable: a test }
sampleData: { notApplicable: a test }
monitoring: { notApplicable: a test }
testing: { notApplicable: a test }
technicalSolution:
"""
# `again` counts events that come a second time or out of their order.
PROJECTION = """\
    - id: {id}
      from: [{{ exact: {{ type: counted }} }}]
      key: event.payload.key
      initial: {{ count: 0, sum: 0, last: 0, again: 0 }}
      fold: "{{ 'count': state.count + 1, 'sum': state.sum + event.payload.number, 'last': event.position, \
'again': state.again + (event.position <= state.last ? 1 : 0) }}"
"""
STREAM = """\
    - id: {id}
      from: [{{ exact: {{ type: counted }} }}]
      key: event.payload.key
      time: event.payload.at
      window: {{ tumbling: 1s }}
      lateness: 2s
      idle: {idle}
      initial: {{ sum: 0 }}
      fold: "{{ 'sum': state.sum + event.payload.number }}"
      emit: {{ type: {id}.told, payload: "{{ 'key': key, 'start': window.start, 'count': count, 'sum': state.sum }}" }}
"""


def add(workspace: pathlib.Path, projections: list[str], streams: list[str]) -> None:
    text = POINT
    if projections:
        text += "  projections:\n" + "".join(PROJECTION.format(id=name) for name in projections)
    if streams:
        text += "  streams:\n" + "".join(STREAM.format(id=name, idle="1h") for name in streams)
    (workspace / "points" / "counting.yaml").write_text(text)


def event(name: str, key: str, number: int, milliseconds: int) -> dict:
    payload = {"key": key, "number": number, "at": milliseconds}
    return {"id": name, "type": "counted", "source": "test", "payload": payload}


def publish(server: Server, events: list[dict]) -> tuple[int, bytes]:
    """All in one request; 202 means that all are on disk."""
    body = b"".join(json.dumps(one, separators=(",", ":")).encode() + b"\n" for one in events)
    return server.ask(f"{EVENTS}/publish", "POST", body, {"content-type": "application/x-ndjson"})


def asked(server: Server, path: str, method: str = "GET") -> dict:
    status, answer = server.ask(path, method)
    if status // 100 != 2:
        raise RuntimeError(f"{method} {path}: {status} {answer.decode(errors='replace')[:300]}")
    return json.loads(answer)


def pages(server: Server, path: str):
    cursor = ""
    while True:
        page = asked(server, f"{path}{'&' if '?' in path else '?'}limit=500{cursor}")
        yield from page["items"]
        if not page.get("nextCursor"):
            return
        cursor = f"&cursor={page['nextCursor']}"


def wait_current(server: Server, names: list[str], seconds: float) -> None:
    """Until the projections have folded all there is, and build nothing."""

    def are_current() -> bool:
        standing = {one["id"]: one for one in pages(server, PROJECTIONS)}
        return all(standing[name]["lag"] == 0 and "rebuild" not in standing[name] for name in names)

    wait_until(are_current, seconds, "the projections being current")


def history(server: Server, kind: str) -> list[dict]:
    """All events of one type, in the order of their stream; the type must have a stream of its own."""
    return sorted(pages(server, f"{EVENTS}/history?type={kind}"), key=lambda one: one["sequence"])


def folded(events: list[dict]) -> dict[str, dict]:
    """The states of `PROJECTION`, without places in the log."""
    states: dict[str, dict] = {}
    for one in events:
        payload = one["payload"]
        state = states.setdefault(payload["key"], {"count": 0, "sum": 0, "again": 0})
        state["count"] += 1
        state["sum"] += payload["number"]
    return states


def windowed(events: list[dict], lateness: int, size: int) -> tuple[dict[tuple[str, int], dict], int]:
    """The windows of `STREAM` that have closed, by key and start, and how many events were too late; in milliseconds."""
    windows: dict[tuple[str, int], dict] = {}
    watermark, late = -(10**18), 0
    for one in events:
        payload = one["payload"]
        start = payload["at"] // size * size
        if payload["at"] < watermark and start + size <= watermark:
            late += 1
            continue
        window = windows.setdefault((payload["key"], start), {"count": 0, "sum": 0})
        window["count"] += 1
        window["sum"] += payload["number"]
        watermark = max(watermark, payload["at"] - lateness)
    return {name: window for name, window in windows.items() if name[1] + size <= watermark}, late


class Publisher:
    """Publishes without a pause until it is stopped. What a node did not answer goes to the next one, under the same ids."""

    def __init__(self, nodes: list[Server], name: str, batch: int = 20, keys: int = 8):
        self.nodes, self.name, self.batch, self.keys = nodes, name, batch, keys
        self.number = 0
        self.stopping = threading.Event()

    def start(self) -> None:
        self.stopping.clear()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        self.thread.join()

    def run(self) -> None:
        turn = 0
        while not self.stopping.is_set():
            events = []
            for _ in range(self.batch):
                self.number += 1
                # Some out of their order, and some by more than the stream waits.
                at = int(time.time() * 1000) - (self.number * 7919 % 1000 if self.number % 50 else 4000)
                events.append(event(f"{self.name}-{self.number}", f"k{self.number * 31 % self.keys}", self.number, at))
            while publish(self.nodes[turn % len(self.nodes)], events)[0] != 202:
                turn += 1
                time.sleep(0.05)
            time.sleep(0.01)


def milliseconds(text: str) -> int:
    """Of a time as events have it (RFC 3339)."""
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return round(moment.timestamp() * 1000)
