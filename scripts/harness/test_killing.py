"""The kill test must pass on a server that keeps its promises and fail on each that breaks one."""

import pathlib
import sys
import tempfile
import unittest

from . import killing
from .killing import KillTest
from .server import SCRIPTS, Destination, Server, free_port


class KillingTests(unittest.TestCase):
    def run_with(self, fault: str) -> tuple[bool, KillTest]:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            destination = Destination(folder)
            mllp_port = free_port()
            (folder / "ports").write_text(f"{mllp_port} {destination.port}")
            program = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import runpy; runpy.run_module('harness.standin', run_name='__main__', alter_sys=True)"
            server = Server([sys.executable, "-c", program, fault], folder, folder, mllp_port)
            try:
                test = KillTest(server, destination, seed=1, connections=2)
                return test.run(2, say=lambda line: None), test
            finally:
                server.end()
                destination.end()

    def setUp(self):
        self.stall, killing.STALL_SECONDS = killing.STALL_SECONDS, 1.0

    def tearDown(self):
        killing.STALL_SECONDS = self.stall

    def test_passes_on_a_server_that_keeps_its_promises(self):
        good, test = self.run_with("none")
        self.assertTrue(good, test.ledger.account().faults())
        self.assertGreater(len(test.ledger.acknowledged), 50)

    def test_finds_a_server_that_acknowledges_before_it_writes(self):
        good, test = self.run_with("early")
        self.assertFalse(good)
        self.assertTrue(test.ledger.account().lost)

    def test_finds_a_server_that_delivers_out_of_order(self):
        good, test = self.run_with("disorder")
        self.assertFalse(good)
        self.assertTrue(test.ledger.account().out_of_order)

    def test_finds_a_server_that_delivers_what_nobody_sent(self):
        good, test = self.run_with("invents")
        self.assertFalse(good)
        self.assertEqual(test.ledger.account().unexplained, [("ZZ", 1)])


if __name__ == "__main__":
    unittest.main()
