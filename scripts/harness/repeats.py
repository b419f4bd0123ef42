"""Requests with an Idempotency-Key whose server dies while what they ask for is written, or when that is done and the answer is
kept nowhere."""

import contextlib
import json
import os
import shutil
import subprocess

from .server import ROOT, Server

API = "/api/integration"
STEP = "beforeAnswerKept"
# What is asked for, and where what it makes is listed, with what tells it there.
REQUESTS = [
    ("/events/subscribe", {"name": "repeated", "target": {"type": "queue"}}, "/events/subscriptions", {"name": "repeated"}),
    (
        "/events/subscribe",
        {"id": "hook", "target": {"type": "webhook", "url": "https://shop.example.org/hook"}},
        "/events/subscriptions",
        {"id": "hook"},
    ),
    ("/events/subscriptions/hook/secret", {}, "/events/history?type=junction.subscription.secretRotated", {}),
    ("/events/subscriptions/hook/test", None, "/events/history?type=junction.subscription.test", {}),
    ("/events/replays", {"subscriptionId": "hook", "select": {"type": "t"}}, "/events/replays", {}),
    ("/events/holds", {"reason": "Inquiry 17", "key": "4711"}, "/events/holds", {}),
    ("/keys", {"name": "repeated", "scope": "read"}, "/keys", {"name": "repeated"}),
    ("/events/publish", {"type": "t", "source": "s", "payload": 1}, "/events/history?type=t", {}),
    ("/integrations/nightly-rota/sync", {}, "/events/history?type=junction.sync.finished", {}),
]

# The moments of a commit, see `CrashPoint`.
COMMIT = ("beforeCommit", "inTransaction", "afterCommit")
SYSTEM = {"name": "A", "type": "bank", "endpoint": "https://a.example.org", "configuration": {"operations": {}}}
SUBSCRIBE = ("/events/subscribe", {"id": "{name}", "target": {"type": "queue"}}, "/events/subscriptions", {"id": "{name}"})
# By kind of document: what has one written, and how it is found. Each kind that the server keeps is here or in `ELSEWHERE`
# (test_repeats.py sees to that), so that nothing is written at whose commit no server has died.
KINDS = {
    "subscription": SUBSCRIBE,
    "routing": SUBSCRIBE,
    "retention": ("/events/holds", {"reason": "{name}", "key": "4711"}, "/events/holds", {"reason": "{name}"}),
    # Each into a subscription of its own (those of the first kind): one replay at a time goes into one.
    "replay": (
        "/events/replays", {"subscriptionId": "subscription-{step}", "select": {"type": "none"}}, "/events/replays",
        {"subscriptionId": "subscription-{step}"},
    ),
    "api-key": ("/keys", {"name": "{name}", "scope": "read"}, "/keys", {"name": "{name}"}),
    "system": ("/systems", {"id": "{name}", **SYSTEM}, "/systems", {"id": "{name}"}),
    "mapping": (
        "/mappings", {"id": "{name}", "definition": {"source": "json", "target": "json", "expression": "1"}}, "/mappings", {"id": "{name}"}
    ),
    "event-schema-version": (
        "/events/schemas/{name}/versions", {"schema": {"type": "object"}}, "/events/schemas/{name}/versions", {"version": 1}
    ),
    "idempotency": ("/events/holds", {"reason": "{name}", "key": "4711"}, "/events/holds", {"reason": "{name}"}),
}
# Written when a server starts on an empty store.
FIRST = ("server", "flow-definition")
ELSEWHERE = {
    "snapshot": "SimulationTests; the same PUT again writes the same",
    "event-schema": "as event-schema-version: the same PUT again writes the same",
    "point": "as system",
    "taken-file": "the sync of REQUESTS",
    "schedule": "scripts/node-test, killed",
    "saga": "scripts/saga-test, killed at random moments",
    "saga-early": "scripts/saga-test, killed at random moments",
    "saga-version": "as flow-definition",
    "projection": "scripts/view-test, killed in a rebuild",
    "stream": "scripts/view-test, killed in a rebuild",
}


def died(server: Server, point: str, body) -> bool:
    """Whether the server died at that point of what `body` has it do; it is stopped before and after."""
    os.environ["JUNCTION_CRASH_AT"] = point
    try:
        with contextlib.suppress(RuntimeError):
            server.start()
            body()
        return server.process.wait(30) == -9
    except subprocess.TimeoutExpired:
        server.kill()
        return False
    finally:
        del os.environ["JUNCTION_CRASH_AT"]


def check_first(server: Server) -> list[str]:
    """On a store that is empty yet."""
    points = [f"{step}:1:{kind}" for kind in FIRST for step in COMMIT]
    return [f"the first start did not come to '{point}'" for point in points if not died(server, point, lambda: None)]


def check_commits(server: Server, steps: list[tuple[str, str]]) -> list[str]:
    """What of these kinds was made twice, or not at all, when the server died at that step of its commit and was asked again."""
    faults = []
    for kind, step in steps:
        name = f"{kind}-{step}".lower()
        path, body, listing, marks = json.loads(json.dumps(KINDS[kind]).replace("{name}", name).replace("{step}", step.lower()))
        if not died(server, f"{step}:1:{kind}", lambda: ask(server, path, body, name)):
            faults.append(f"{kind}: the server did not die at '{step}'")
        server.start()
        status, answer = ask(server, path, body, name)
        found = json.loads(server.ask(API + listing)[1]).get("items", [])
        made = [item for item in found if all(item.get(mark) == value for mark, value in marks.items())]
        if not 200 <= status < 300:
            faults.append(f"{kind}, {step}: repeated, it is answered {status}: {answer[:300].decode(errors='replace')}")
        if len(made) != 1:
            faults.append(f"{kind}, {step}: made {len(made)} times")
        server.stop()
    return faults


def ask(server: Server, path: str, body: dict | None, key: str) -> tuple[int, bytes]:
    headers = {"Idempotency-Key": key}
    if body is not None:
        headers["Content-Type"] = "application/json"
    content = b"" if body is None else json.dumps(body).encode()
    return server.ask(API + path, "POST", content, headers)


def inbox(server: Server, workspace) -> None:
    """A file for the sync to take in."""
    folder = workspace / "inbox" / "rota"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "Examples/care-home/samples/rota/rota-2026-10-05.csv", folder / "a.csv")


def check(server: Server, workspace) -> list[str]:
    """What was made twice, or not at all. The server is stopped before and after."""
    faults: list[str] = []
    inbox(server, workspace)
    for number, (path, body, listing, marks) in enumerate(REQUESTS):
        os.environ["JUNCTION_CRASH_AT"] = f"{STEP}:1"
        try:
            server.start()
            lost = ask(server, path, body, f"k{number}")[0]
            ended = server.process.wait(30)
        finally:
            del os.environ["JUNCTION_CRASH_AT"]
        server.start()
        status, answer = ask(server, path, body, f"k{number}")
        found = json.loads(server.ask(API + listing)[1]).get("items", [])
        made = [item for item in found if all(item.get(name) == value for name, value in marks.items())]
        if lost != 0 or ended != -9:
            faults.append(f"{path}: the server did not die at '{STEP}' ({lost}, {ended})")
        if not 200 <= status < 300:
            faults.append(f"{path}: repeated, it is answered {status}: {answer[:300].decode(errors='replace')}")
        if len(made) != 1:
            faults.append(f"{path}: made {len(made)} times")
        server.stop()
    return faults
