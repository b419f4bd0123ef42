"""The models that the view test compares with, on cases small enough to be worked out by hand."""

import unittest

from harness import views


class Models(unittest.TestCase):
    def test_folds_by_key(self):
        events = [views.event("1", "a", 5, 0), views.event("2", "b", 1, 0), views.event("3", "a", 2, 0)]
        self.assertEqual(
            views.folded(events), {"a": {"count": 2, "sum": 7, "again": 0}, "b": {"count": 1, "sum": 1, "again": 0}}
        )

    def test_closes_windows_behind_the_watermark_and_drops_what_is_late(self):
        moments = [100, 900, 3500, 950, 2900, 4600]
        events = [views.event(str(number), "a", 1, at) for number, at in enumerate(moments)]
        # The watermark stands at 1500 when 950 comes, and at 2600 in the end.
        self.assertEqual(views.windowed(events, lateness=2000, size=1000), ({("a", 0): {"count": 2, "sum": 2}}, 1))

    def test_reads_times(self):
        self.assertEqual(views.milliseconds("1970-01-01T00:00:01.5Z"), 1500)


if __name__ == "__main__":
    unittest.main()
