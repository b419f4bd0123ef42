"""Every way of writing has a crash of its own."""

import re
import unittest

from . import repeats
from .server import ROOT

SOURCES = [path for folder in ("Events", "Flows", "App") for path in (ROOT / "Sources" / folder).rglob("*.swift")]
KIND = re.compile(r'static (?:let|var|func) (?:kind|documentKind|versionKind)\b[^"\n]*"([a-z-]+)|putDocument\(kind: "([a-z-]+)"')


class WritingTests(unittest.TestCase):
    def test_every_kind_of_document_has_a_crash(self):
        kinds = {first or second for path in SOURCES for first, second in KIND.findall(path.read_text())}
        self.assertGreater(len(kinds), 15)
        known = {*repeats.KINDS, *repeats.FIRST, *repeats.ELSEWHERE}
        self.assertEqual(kinds - known, set(), "kept, and not in scripts/harness/repeats.py")
        self.assertEqual(known - kinds, set(), "not kept any more")

    def test_all_that_is_written_goes_through_the_committer(self):
        """Which is where the crash points are."""
        calls = [str(path.relative_to(ROOT)) for path in SOURCES if re.search(r"\bstore\.commit\(", path.read_text())]
        self.assertEqual(calls, ["Sources/Events/Log/Committer.swift"])
