"""Requests with an Idempotency-Key whose server dies when the work is done and the answer is kept nowhere."""

import json
import os
import shutil

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
