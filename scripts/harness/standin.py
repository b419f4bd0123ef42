"""A server of a few lines that keeps the promises, or breaks one: what the kill test itself is tested on.

    python3 -m harness.standin FAULT serve --workspace DIR --data DIR --port N

FAULT: `none`; `early` acknowledges before it writes; `disorder` delivers the newest first; `invents` delivers what nobody
sent. The workspace holds one file, `ports`: the MLLP port and the destination's port.
"""

import asyncio
import os
import pathlib
import sys

from .messages import names


class StandIn:
    def __init__(self, fault: str, data: pathlib.Path, destination: int):
        data.mkdir(parents=True, exist_ok=True)
        self.fault = fault
        self.destination = destination
        self.waiting: list[bytes] = []
        journal, marks = data / "journal", data / "marks"
        stored = journal.read_bytes().split(b"\n")[:-1] if journal.exists() else []
        done = marks.read_bytes().count(b"\n") if marks.exists() else 0
        self.waiting = stored[done:]
        self.journal = open(journal, "ab", buffering=0)
        self.marks = open(marks, "ab", buffering=0)

    def store(self, message: bytes) -> None:
        self.journal.write(message + b"\n")
        os.fsync(self.journal.fileno())
        self.waiting.append(message)

    async def receive(self, reader, writer) -> None:
        try:
            while True:
                message = (await reader.readuntil(b"\x1c\r"))[1:-2]
                control = message.split(b"|")[9]
                if self.fault == "early":
                    asyncio.get_running_loop().call_later(0.3, self.store, message)
                else:
                    self.store(message)
                writer.write(b"\x0bMSH|^~\\&|J\rMSA|AA|" + control + b"\r\x1c\r")
                await asyncio.sleep(0.001)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def deliver(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.destination)
        invented = False
        while True:
            if not self.waiting:
                await asyncio.sleep(0.01)
                continue
            message = self.waiting[-1] if self.fault == "disorder" else self.waiting[0]
            if self.fault == "invents" and not invented:
                message, invented = b"KTZZX1Z", True
            writer.write(b"POST /fhir HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(message) + message)
            await reader.readuntil(b"}")
            if message in self.waiting:
                self.waiting.remove(message)
                self.marks.write(b"\n")

    async def answer(self, reader, writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        content = b"backlog %d\n" % len(self.waiting)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(content) + content)
        writer.close()


async def main(fault: str, options: dict[str, str]) -> None:
    mllp, destination = map(int, (pathlib.Path(options["--workspace"]) / "ports").read_text().split())
    server = StandIn(fault, pathlib.Path(options["--data"]), destination)
    await asyncio.start_server(server.receive, "127.0.0.1", mllp)
    await asyncio.start_server(server.answer, "127.0.0.1", int(options["--port"]))
    await server.deliver()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], dict(zip(sys.argv[3::2], sys.argv[4::2]))))
