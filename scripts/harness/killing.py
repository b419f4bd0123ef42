"""The kill test's rounds, apart from the command line."""

import random
import time

from .ledger import Account, Ledger, table
from .load import Load
from .server import Destination, Server, wait_until

# How long a restarted server may take to deliver what it had acknowledged, without any progress, before it counts as lost.
STALL_SECONDS = 10.0


class KillTest:
    def __init__(self, server: Server, destination: Destination, seed: int, connections: int = 4):
        self.server = server
        self.destination = destination
        self.random = random.Random(seed)
        self.ledger = Ledger()
        self.load = Load(server.mllp_port, self.ledger, connections)
        self.rows: list[list] = []

    def round(self, number: int) -> Account:
        self.server.start() if number == 1 else None
        self.load.start()
        after = self.random.uniform(0.2, 2.0)
        time.sleep(after)
        self.server.kill()
        self.load.stop()
        # Every third round dies once more while it catches up.
        if number % 3 == 0:
            self.server.start()
            time.sleep(self.random.uniform(0, 0.3))
            self.server.kill()
        ready = self.server.start()
        self.drain()
        self.ledger.delivered = list(self.destination.delivered())
        account = self.ledger.account()
        self.rows.append([number, f"{after:.2f}", f"{ready:.2f}", *account.row()])
        return account

    def drain(self) -> None:
        """Waits until all that was acknowledged has arrived and nothing more comes, or nothing has come for too long."""
        last, since = -1, time.monotonic()
        while True:
            delivered = self.destination.delivered()
            if len(delivered) != last:
                last, since = len(delivered), time.monotonic()
            quiet = time.monotonic() - since
            done = self.ledger.acknowledged <= set(delivered)
            if (done and quiet > 0.3) or quiet > STALL_SECONDS:
                return
            time.sleep(0.05)

    def headings(self) -> list[str]:
        return ["round", "killed after", "ready again", *Account.HEADINGS]

    def run(self, rounds: int, say=print) -> bool:
        """Prints the ledger as it grows (each row counts from the first round on); true if it balances."""
        say("  ".join(self.headings()))
        account = None
        for number in range(1, rounds + 1):
            account = self.round(number)
            widths = [len(heading) for heading in self.headings()]
            say("  ".join(str(cell).rjust(width) for cell, width in zip(self.rows[-1], widths)))
            if not account.good:
                break
        for line in account.faults():
            say(line)
        return account.good
