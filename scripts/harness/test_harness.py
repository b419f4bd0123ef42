"""The harness judges the server, so it is judged first."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from . import messages
from .ledger import Account, Ledger, table


class LedgerTests(unittest.TestCase):
    def ledger(self, delivered, acknowledged=((1, 2, 3))):
        names = {("A", number) for number in (1, 2, 3)}
        return Ledger(sent=names, acknowledged={("A", n) for n in acknowledged}, delivered=[("A", n) for n in delivered])

    def test_all_in_order(self):
        account = self.ledger([1, 2, 3]).account()
        self.assertTrue(account.good)
        self.assertEqual(account.row(), [3, 3, 0, 3, 0, 0, 0, 0, 0])

    def test_repeats_are_allowed_and_counted(self):
        account = self.ledger([1, 2, 1, 2, 3]).account()
        self.assertTrue(account.good)
        self.assertEqual(account.repeated, 2)

    def test_a_lost_message_is_found(self):
        account = self.ledger([1, 3]).account()
        self.assertEqual(account.lost, [("A", 2)])
        self.assertFalse(account.good)

    def test_an_unacknowledged_message_may_be_missing_or_there(self):
        self.assertTrue(self.ledger([1, 2], acknowledged=(1, 2)).account().good)
        there = self.ledger([1, 2, 3], acknowledged=(1, 2)).account()
        self.assertTrue(there.good)
        self.assertEqual(there.unacknowledged_delivered, 1)

    def test_disorder_is_found_within_a_key_only(self):
        self.assertEqual(self.ledger([1, 3, 2]).account().out_of_order, [("A", 2)])
        two = Ledger(delivered=[("A", 2), ("B", 1)], sent={("A", 2), ("B", 1)})
        self.assertTrue(two.account().good)

    def test_what_nobody_sent_is_unexplained(self):
        self.assertEqual(self.ledger([1, 2, 3, 9]).account().unexplained, [("A", 9)])
        refused = Ledger(sent={("A", 1)}, refused={("A", 1)}, delivered=[("A", 1)])
        self.assertEqual(refused.account().unexplained, [("A", 1)])
        self.assertIn("unexplained: A/1", refused.account().faults())

    def test_the_table_lines_up(self):
        lines = table(list(Account.HEADINGS), [self.ledger([1, 2, 3]).account().row()]).split("\n")
        self.assertEqual(len(lines[0]), len(lines[1]))


class MessageTests(unittest.TestCase):
    def test_a_message_is_known_again(self):
        message = messages.admission("K7", 12)
        self.assertEqual(messages.names(message), [("K7", 12)])
        self.assertEqual(messages.names(b'{"family":"KTK7X12Z","text":"KTK7X12Z, KTK7X13Z"}'), [("K7", 12), ("K7", 13)])

    def test_an_acknowledgement_is_read(self):
        answer = b"\x0bMSH|^~\\&|J\rMSA|AA|K7-12\r\x1c\r"
        self.assertEqual(messages.acknowledgement(answer), ("AA", "K7-12"))
        self.assertEqual(messages.acknowledgement(b"nonsense"), ("", ""))


class ReceiverTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.journal = pathlib.Path(self.folder.name) / "journal"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "harness.receiver", "0", str(self.journal)],
            stdout=subprocess.PIPE,
            cwd=pathlib.Path(__file__).parent.parent,
            text=True,
        )
        self.port = int(self.process.stdout.readline())

    def tearDown(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def post(self, body: bytes) -> int:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/fhir", data=body, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=2) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def mode(self, word: str):
        temporary = f"{self.journal}.mode.new"
        pathlib.Path(temporary).write_text(word)
        os.replace(temporary, f"{self.journal}.mode")
        time.sleep(0.2)

    def test_it_keeps_what_it_took_and_plays_faults(self):
        self.assertEqual(self.post(b"KTAX1Z"), 201)
        self.mode("unavailable")
        self.assertEqual(self.post(b"KTAX2Z"), 503)
        self.mode("garbage")
        with self.assertRaises(Exception):
            self.post(b"KTAX3Z")
        entries = [json.loads(line) for line in self.journal.read_text().splitlines()]
        self.assertEqual([entry["names"] for entry in entries], [[["A", 1]], [["A", 2]], [["A", 3]]])
        self.assertEqual([entry.get("taken", False) for entry in entries], [True, False, False])


if __name__ == "__main__":
    unittest.main()
