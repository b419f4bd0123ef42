"""What `make run` does once the server is built: starts it, feeds it the sample messages, and says what became of them."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

WORKSPACE = pathlib.Path("Examples/care-home")
SETTLE_SECONDS = 60


class Example:
    def __init__(self, binary: str, port: str, data: str):
        self.binary, self.port = binary, port
        self.data = pathlib.Path(data)
        self.inbox = self.data / "inbox"
        self.inbox.mkdir(parents=True, exist_ok=True)

    def start(self) -> None:
        environment = {**os.environ, "JUNCTION_NIGHTLY_ROTA_INBOX": str(self.inbox.resolve())}
        self.server = subprocess.Popen(
            [self.binary, "serve", "--workspace", str(WORKSPACE), "--data", str(self.data / "data"),
             "--port", self.port, "--sandbox", "--format", "json"],
            stdout=subprocess.PIPE, text=True, env=environment)
        line = self.server.stdout.readline()
        if not line:
            sys.exit(self.server.wait() or 1)
        self.ready = json.loads(line)
        self.url = self.ready["api"]
        key = self.data / "admin.key"
        if self.ready["adminKey"]:
            key.touch(mode=0o600)
            key.write_text(self.ready["adminKey"])
        self.key = key.read_text().strip() if key.exists() else ""
        for problem in self.ready["problems"]:
            print(f"run: not running: {problem}")

    def ask(self, path: str, body: bytes | None = None) -> tuple[int, dict]:
        request = urllib.request.Request(self.url + path, data=body, headers={
            "Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read() or b"{}")

    def feed(self) -> tuple[int, int, int]:
        """Sends every sample; returns how many were sent, taken and refused."""
        taken = refused = 0
        files = sorted((WORKSPACE / "samples/admissions").glob("*.hl7"))
        listener = f"127.0.0.1:{self.ready['listeners']['resident-admissions']}"
        for number, file in enumerate(files, 1):
            result = subprocess.run([self.binary, "send", "--mllp", listener, str(file), "--format", "json"], capture_output=True, text=True)
            answer = json.loads(result.stdout.splitlines()[0])
            if answer["answer"] == "AA":
                taken += 1
            else:
                refused += 1
                print(f"\r\033[K  refused with {answer['answer']}: {file.name}")
            progress(f"admissions: {number} of {len(files)} sent over MLLP")
        for file in sorted((WORKSPACE / "samples/incidents").glob("*.json")):
            if ".notice." in file.name:
                continue
            event = {"type": "incident.reported", "source": "care/incidents", "payload": json.loads(file.read_text())}
            status, _ = self.ask("/api/integration/events/publish", json.dumps(event).encode())
            taken, refused = (taken + 1, refused) if status == 202 else (taken, refused + 1)
            progress(f"incidents: {file.name} published")
        for file in sorted((WORKSPACE / "samples/rota").glob("*.csv")):
            shutil.copy(file, self.inbox / file.name)
        progress("rota: a sync of three files")
        _, result = self.ask("/api/integration/integrations/nightly-rota/sync", b"{}")
        taken += result.get("accepted", 0)
        refused += result.get("failed", 0)
        return taken + refused, taken, refused

    def settle(self) -> None:
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            _, status = self.ask("/api/integration/status")
            waiting = sum(destination["backlog"] for destination in status["destinations"])
            progress(f"delivering: {waiting} waiting")
            if waiting == 0 or time.monotonic() > deadline:
                return
            time.sleep(0.1)

    def outcomes(self) -> dict[str, int]:
        """How many messages have become what, by their lineage."""
        counts = {"delivered": 0, "deadLettered": 0, "rejected": 0, "waiting": 0}
        cursor = ""
        while True:
            _, page = self.ask(f"/api/integration/messages?limit=500{cursor}")
            for message in page["items"]:
                counts[message["status"] if message["status"] in counts else "waiting"] += 1
            if not page.get("nextCursor"):
                return counts
            cursor = f"&cursor={page['nextCursor']}"

    def report(self, sent: int, taken: int, refused: int, before: dict, after: dict) -> bool:
        """Says what became of the messages; true when every one of them is accounted for."""
        print("\r\033[K", end="")
        now = {name: after[name] - before[name] for name in after}
        print(f"run: {sent} messages sent: {taken} taken, {refused} refused with a reason")
        print(f"run: of those taken: {now['delivered']} delivered or held back by a filter, "
              f"{now['deadLettered']} dead-lettered with a reason, {now['waiting']} waiting")
        good = taken == now["delivered"] + now["deadLettered"] + now["waiting"] and refused == now["rejected"]
        print(f"run: {'the counts add up' if good else 'THE COUNTS DO NOT ADD UP'}")
        for letter in self.ask("/api/integration/deadletters?limit=500")[1]["items"][-now["deadLettered"]:] if now["deadLettered"] else []:
            print(f"  dead letter for {letter['destination']}: {letter['reason']}")
        print(f"run: reference and try-out page: {self.url}/swagger/index.html")
        print(f"run: stand-ins for the other systems: {self.ready['sandbox']}")
        print(f"run: the admin key is in {self.data}/admin.key; next: JUNCTION_KEY=$(cat {self.data}/admin.key) {self.binary} status --server {self.url}")
        print("run: Ctrl-C stops it", flush=True)
        return good

    def stop(self) -> int:
        self.server.send_signal(signal.SIGTERM)
        code = self.server.wait(30)
        print("run: stopped; nothing acknowledged is lost. Next: make test")
        return code


def progress(text: str) -> None:
    if sys.stdout.isatty():
        print(f"\r\033[K  {text}", end="", flush=True)


def main() -> int:
    example = Example(*sys.argv[1:4])
    # Ctrl-C reaches the server too; it stops by itself, and this script only waits.
    signal.signal(signal.SIGTERM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    example.start()
    try:
        before = example.outcomes()
        sent, taken, refused = example.feed()
        example.settle()
        good = example.report(sent, taken, refused, before, example.outcomes())
        if os.environ.get("RUN_ONCE"):
            return example.stop() or (0 if good else 1)
        example.server.wait()
    except KeyboardInterrupt:
        return example.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
