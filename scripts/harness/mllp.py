"""A plain MLLP client on a blocking socket."""

import socket


class Connection:
    def __init__(self, port: int, timeout: float = 10):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def send(self, frame: bytes) -> None:
        self.socket.sendall(frame)

    def receive(self) -> bytes:
        """One framed answer; empty when the peer has closed."""
        while b"\x1c\r" not in self.buffer:
            chunk = self.socket.recv(65536)
            if not chunk:
                return b""
            self.buffer += chunk
        answer, _, self.buffer = self.buffer.partition(b"\x1c\r")
        return answer.lstrip(b"\x0b")

    def ask(self, frame: bytes) -> bytes:
        self.send(frame)
        return self.receive()

    def close(self) -> None:
        self.socket.close()
