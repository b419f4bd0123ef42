"""The runner of the pages' commands must notice what is wrong with them."""

import pathlib
import subprocess
import tempfile
import unittest

from .server import SCRIPTS


class DocsRunTests(unittest.TestCase):
    def run_page(self, text: str) -> tuple[int, str]:
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "page.md"
            page.write_text(text)
            result = subprocess.run([str(SCRIPTS / "docs-run"), str(page)], capture_output=True, text=True)
            return result.returncode, result.stdout

    def test_matches_output_with_gaps(self):
        status, output = self.run_page(
            "```sh run\nseq 5; echo took 12 ms > f\ncat f\n```\n\n```text output\n1\n…\n5\ntook … ms\n```\n"
        )
        self.assertEqual(status, 0, output)
        self.assertIn("1 commands run", output)

    def test_blocks_of_a_page_share_a_folder(self):
        status, output = self.run_page("```sh run\necho a > f\n```\n```sh run\ncat f\n```\n```text output\na\n```\n")
        self.assertEqual(status, 0, output)

    def test_finds_other_output(self):
        status, output = self.run_page("# P\n\n```sh run\necho a\n```\n```text output\nb\n```\n")
        self.assertEqual(status, 1)
        self.assertIn("page.md:3", output)

    def test_finds_a_failing_command(self):
        self.assertEqual(self.run_page("```sh run\nfalse\n```\n")[0], 1)
        self.assertEqual(self.run_page("```sh run exit=1\nfalse\n```\n")[0], 0)

    def test_leaves_other_blocks_alone(self):
        self.assertIn("0 commands run", self.run_page("```sh\nfalse\n```\n")[1])


if __name__ == "__main__":
    unittest.main()
