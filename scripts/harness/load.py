"""Senders that know what they sent and what was acknowledged, and outlive the server they send to."""

import threading
import time

from .ledger import Ledger
from .messages import acknowledgement, admission, framed
from .mllp import Connection


class Load:
    """Each connection has keys of its own, so that the order in which a key's messages were sent is known."""

    def __init__(self, port: int, ledger: Ledger, connections: int = 4, keys_each: int = 4, pause: float = 0, first: int = 0):
        # Numbers of the connections: those of several loads on one ledger differ.
        self.names = range(first, first + connections)
        self.port = port
        self.ledger = ledger
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.numbers = {f"{c}{chr(ord('A') + k)}": 0 for c in self.names for k in range(keys_each)}
        self.connections = connections
        # Between two messages of a connection, in seconds.
        self.pause = pause

    def start(self) -> None:
        self.stopping.clear()
        self.threads = [threading.Thread(target=self.run, args=(c,), daemon=True) for c in self.names]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def run(self, connection: int) -> None:
        mine = [key for key in self.numbers if key[:-1] == str(connection)]
        try:
            peer = Connection(self.port)
        except OSError:
            return
        turn = 0
        try:
            while not self.stopping.is_set():
                if not self.one(peer, mine[turn % len(mine)]):
                    return
                turn += 1
                time.sleep(self.pause)
        except OSError:
            # The server died: whether it has the message in flight is for it to know. It is never sent again.
            pass
        finally:
            peer.close()

    def one(self, peer: Connection, key: str) -> bool:
        with self.lock:
            self.numbers[key] += 1
            name = (key, self.numbers[key])
            self.ledger.sent.add(name)
        answer = peer.ask(framed(admission(*name)))
        if not answer:
            return False
        code, control = acknowledgement(answer)
        with self.lock:
            if code in ("AA", "CA") and control == f"{key}-{name[1]}":
                self.ledger.acknowledged.add(name)
            else:
                self.ledger.refused.add(name)
        return True


def for_seconds(load: Load, seconds: float) -> None:
    load.start()
    time.sleep(seconds)
    load.stop()
