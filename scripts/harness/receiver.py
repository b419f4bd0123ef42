"""The system that messages are delivered to, as a process of its own: its memory survives what the server does not.

    python3 -m harness.receiver PORT JOURNAL

Each arrival is a line of the journal, written before it is answered. How it answers is read from JOURNAL.mode before each
request, so that a test can change it: `ok`, `unavailable` (503, Retry-After 1), `garbage` (not HTTP), `hang` (no answer),
`slow` (200 after 200 ms).
"""

import asyncio
import json
import sys
import time

from .messages import names


class Receiver:
    def __init__(self, journal: str):
        self.journal_path = journal
        self.journal = open(journal, "a", buffering=1)
        self.mode = "ok"
        self.open_connections = 0

    async def watch_mode(self) -> None:
        while True:
            try:
                with open(self.journal_path + ".mode") as file:
                    self.mode = file.read().strip() or "ok"
            except FileNotFoundError:
                self.mode = "ok"
            await asyncio.sleep(0.05)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open_connections += 1
        try:
            while await self.one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.open_connections -= 1
            writer.close()

    async def one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int((await reader.readline()).split(b";")[0], 16):
                body += await reader.readexactly(size)
                await reader.readline()
            await reader.readline()
        else:
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        if path.endswith("/oauth/token"):
            # The token service is another system: it stays up when this one goes down.
            self.reply(writer, "200 OK", b'{"access_token":"token","token_type":"Bearer","expires_in":3600}', "json")
            await writer.drain()
            return True
        mode = self.mode
        return await self.answer(mode, method, path, headers, body, writer)

    async def answer(self, mode, method, path, headers, body, writer) -> bool:
        entry = {"at": time.time(), "mode": mode, "method": method, "path": path, "names": names(body)}
        if mode == "hang":
            self.write(entry)
            await asyncio.sleep(3600)
            return False
        if mode == "unavailable":
            self.write(entry)
            writer.write(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")
        elif mode == "garbage":
            self.write(entry)
            writer.write(b"\x00\xff this is not HTTP \r\n\r\n")
            await writer.drain()
            return False
        else:
            if mode == "slow":
                await asyncio.sleep(0.2)
            entry["taken"] = True
            self.write(entry)
            content = b'{"resourceType":"OperationOutcome","issue":[]}'
            self.reply(writer, "200 OK" if method == "GET" else "201 Created", content)
        await writer.drain()
        return True

    @staticmethod
    def reply(writer, status: str, content: bytes, kind: str = "fhir+json") -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/{kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        writer.write(head.encode() + content)

    def write(self, entry: dict) -> None:
        self.journal.write(json.dumps(entry) + "\n")


async def main(port: int, journal: str) -> None:
    receiver = Receiver(journal)
    asyncio.create_task(receiver.watch_mode())
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", port, limit=16 * 1024 * 1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
