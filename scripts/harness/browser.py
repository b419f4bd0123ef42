"""Drives Debian's headless Chromium over the DevTools protocol, on two pipes: no port, and no library of others."""

import contextlib
import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

PROGRAM = "chromium-headless-shell"


class Page:
    def __init__(self, process: subprocess.Popen, reading, writing):
        self.process = process
        self.reading = reading
        self.writing = writing
        self.number = 0
        self.session: str | None = None
        # What the page complained of: exceptions, console.error, blocked and failed requests.
        self.complaints: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters) -> dict:
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.writing.write(json.dumps(message).encode() + b"\0")
        self.writing.flush()
        while True:
            answer = self.next()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def next(self) -> dict:
        """The next message; what it complains of is kept."""
        text = bytearray()
        while (byte := self.reading.read(1)) != b"\0":
            if not byte:
                raise RuntimeError(f"the browser ended with {self.process.poll()}")
            text += byte
        message = json.loads(text)
        self.note(message.get("method"), message.get("params", {}))
        return message

    def note(self, method: str | None, parameters: dict) -> None:
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "assert"):
            self.complaints.append(" ".join(str(each.get("value", "")) for each in parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] == "error":
            self.complaints.append(f"{parameters['entry']['text']} {parameters['entry'].get('url', '')}")

    def width(self, pixels: int) -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=pixels, height=900, deviceScaleFactor=1, mobile=False)

    def open(self, address: str) -> None:
        self.ask("Page.navigate", url=address)

    def value(self, expression: str):
        """What an expression of JavaScript gives; raises what it throws."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", expression))
        return answer["result"].get("value")

    def wait(self, expression: str, seconds: float = 60):
        """The value of an expression once it is true."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with contextlib.suppress(RuntimeError):
                if value := self.value(expression):
                    return value
            time.sleep(0.05)
        raise TimeoutError(f"not within {seconds:g} s: {expression}")


def available() -> bool:
    return shutil.which(PROGRAM) is not None


@contextlib.contextmanager
def page():
    """A page of a browser of its own, which ends with the block, and so does its folder."""
    with tempfile.TemporaryDirectory(prefix="junction-browser-", ignore_cleanup_errors=True) as folder:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        # Above the two numbers that the browser expects its pipes under, so that neither is overwritten.
        inherited = [fcntl.fcntl(each, fcntl.F_DUPFD, 10) for each in (theirs_in, theirs_out)]
        os.close(theirs_in)
        os.close(theirs_out)
        command = [PROGRAM, "--remote-debugging-pipe", f"--user-data-dir={folder}", "--disable-gpu"]
        command += ["--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"]
        if os.geteuid() == 0:
            command.append("--no-sandbox")

        def connect() -> None:
            os.dup2(inherited[0], 3)
            os.dup2(inherited[1], 4)

        process = subprocess.Popen(
            [*command, "about:blank"], pass_fds=(3, 4), preexec_fn=connect, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=open(pathlib.Path(folder) / "log", "wb"),
        )
        for each in inherited:
            os.close(each)
        reading, writing = os.fdopen(ours_in, "rb"), os.fdopen(ours_out, "wb")
        try:
            yield Page(process, reading, writing)
        finally:
            process.kill()
            process.wait()
            with contextlib.suppress(OSError):
                writing.close()
            reading.close()
