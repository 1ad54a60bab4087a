#!/usr/bin/python3
"""knead figure as a user meets it: a quick well-mixed sweep and a run, drawn from what knead itself writes.

Usage: test_figure_program.py KNEAD KNEAD_FIGURE
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import h5py
import matplotlib
import numpy as np

KNEAD, FIGURE = sys.argv.pop(1), sys.argv.pop(1)
STUDY = pathlib.Path(__file__).resolve().parents[2] / "configs/studies/massage_after_eccentric.yaml"
sys.path.insert(0, os.path.dirname(os.path.realpath(FIGURE)))
sys.dont_write_bytecode = True

from knead_figure import courses, maps  # noqa: E402
from knead_figure.comparison import compare  # noqa: E402
from knead_figure.results import Results  # noqa: E402

QUICK = ["tissue=well_mixed", "subjects.count=3", "until=2 d", "output.series=2 h"]
STARTS = [0, 2, 6, 24]
SWEEP = f"""
sweep: when_and_how_hard
about: Start and pressure of one massage
base: {STUDY}
over:
  arms.massage.0.massage.start: [0 h, 2 h, 6 h, 24 h]
  arms.massage.0.massage.pressure: {{log: [5 kPa, 60 kPa], points: 3}}
compare: {{against: rest}}
"""


def quick():
    return [word for setting in QUICK for word in ("--set", setting)]


def setUpModule():
    """A sweep of twelve points, the same without courses, and a run."""
    global base, sweep, outcomes_only, run
    held = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(held.cleanup)
    base = pathlib.Path(held.name)
    plan = base / "when_and_how_hard.yaml"
    plan.write_text(SWEEP)
    for line in ([KNEAD, "sweep", plan, "-o", base / "sweep", *quick()],
                 [KNEAD, "sweep", plan, "-o", base / "outcomes", "--summary-only", *quick()],
                 [KNEAD, "run", STUDY, "-o", base / "run", "--no-table", *quick()]):
        done = subprocess.run(line, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise AssertionError(done.stderr)
    sweep, outcomes_only = (base / folder / "when_and_how_hard.h5" for folder in ("sweep", "outcomes"))
    run = base / "run" / "massage_after_eccentric.h5"


class Drawing(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name) / "figures"

    def draw(self, *arguments, program=(FIGURE,)):
        # The program knead is found beside knead-figure, or here on the path.
        path = os.path.dirname(os.path.abspath(KNEAD)) + os.pathsep + os.environ["PATH"]
        return subprocess.run([*program, *arguments, "-o", self.folder], capture_output=True, text=True, timeout=300,
                              env=os.environ | {"PATH": path})

    def names(self, done):
        self.assertEqual(done.returncode, 0, done.stderr)
        paths = [pathlib.Path(line) for line in done.stdout.splitlines()]
        self.assertEqual(sorted(paths), sorted(self.folder.iterdir()))
        return [path.name for path in paths]

    def test_all_of_a_sweep(self):
        done = self.draw(sweep)
        names = self.names(done)
        self.assertEqual(done.stderr, "")
        with h5py.File(sweep) as file:
            outcomes = len(file["outcome"])
        self.assertEqual(len(names), 3 * outcomes + 4)
        for stem in ("soreness.peak_by_start", "soreness.peak_by_pressure", "soreness.peak_map_start_pressure",
                     "force.days_to_90_map_start_pressure", *(f"{id}_courses" for id in courses.USUAL)):
            self.assertIn(stem + ".png", names)
        for name in names:
            pixels = matplotlib.image.imread(self.folder / name)
            self.assertGreater(min(pixels.shape[:2]), 300, name)
            self.assertGreater((pixels[..., :3] < 0.9).any(axis=-1).mean(), 0.01, name)

    def test_what_is_asked_of_a_sweep(self):
        done = self.draw(sweep, "--outcome", "soreness.area", "--series", "il6_protein", "--format", "svg")
        self.assertEqual(self.names(done), ["soreness.area_by_start.svg", "soreness.area_by_pressure.svg",
                                            "soreness.area_map_start_pressure.svg", "il6_protein_courses.svg"])
        svg = (self.folder / "soreness.area_map_start_pressure.svg").read_text()
        for part in ("Massage start (h after exercise)", "Massage pressure (kPa)", "over 3 subjects", "17.3",
                     "Difference from rest (points × h)", "1 session"):
            self.assertIn(part, svg)

    def test_a_sweep_of_outcomes_alone(self):
        done = self.draw(outcomes_only, "--outcome", "soreness.peak")
        self.assertEqual(self.names(done), ["soreness.peak_by_start.png", "soreness.peak_by_pressure.png",
                                            "soreness.peak_map_start_pressure.png"])
        self.assertEqual(done.stderr.count("\n"), 1)
        self.assertIn("no series in it", done.stderr)

    def test_a_run(self):
        names = self.names(self.draw(run, "--format", "pdf"))
        self.assertEqual(names, [f"{id}_courses.pdf" for id in courses.USUAL])
        self.assertEqual((self.folder / names[0]).read_bytes()[:5], b"%PDF-")

    @unittest.skipUnless(os.path.dirname(os.path.abspath(KNEAD)) == os.path.dirname(os.path.abspath(FIGURE)),
                         "knead-figure is not beside knead")
    def test_knead_runs_it(self):
        done = self.draw(run, "--series", "force", program=(KNEAD, "figure"))
        self.assertEqual(self.names(done), ["force_courses.png"])

    def test_errors_are_one_line_and_nothing_is_written(self):
        for arguments, said in (
            ([sweep, "--outcome", "sorenes.peak"], "unknown observable 'sorenes'; did you mean 'soreness'?"),
            ([sweep, "--outcome", "soreness.peek"], "did you mean 'peak'?"),
            ([outcomes_only, "--outcome", "il6_protein.peak"], "no outcome 'il6_protein.peak' in it"),
            ([sweep, "--against", "rset"], "rset"),
            ([run, "--series", "fource"], "did you mean 'force'?"),
            ([STUDY], "not an HDF5 file"),
        ):
            done = self.draw(*arguments)
            self.assertEqual((done.returncode, done.stderr.count("\n"), done.stdout), (2, 1, ""), done.stderr)
            self.assertIn(said, done.stderr)
            self.assertFalse(self.folder.exists())


class Numbers(unittest.TestCase):
    def test_cells_are_the_medians_of_paired_differences(self):
        comparison = compare(KNEAD, str(sweep), ["soreness.peak"])
        (start, pressure), (outcome,) = comparison.numeric_axes, comparison.outcomes
        (grid,) = maps.grids_of(comparison, start, pressure, outcome)
        self.assertEqual((outcome.better, start.unit, pressure.unit), ("less", "h", "kPa"))
        np.testing.assert_array_equal(grid.x, STARTS)
        np.testing.assert_allclose(grid.y, [5, 17.32, 60])  # the middle is sqrt(300), to four digits
        with h5py.File(sweep) as file:
            ids = [id.decode() for id in file["outcome"][:]]
            rest, massage = (file["outcomes"][:, :, arm, ids.index("soreness.peak")] for arm in (0, 1))
            starts, pressures = file["axis_start"][:], file["axis_pressure"][:]
        for point, (x, y) in enumerate(zip(starts, pressures)):
            difference = massage[point] - rest[point]
            at = list(grid.y).index(y), list(grid.x).index(x)
            np.testing.assert_allclose(grid.difference[at], np.median(difference), atol=1e-14)
            low, high = np.percentile(difference, [2.5, 97.5])
            if min(abs(low), abs(high)) > 1e-12:  # else rounding decides
                self.assertEqual(grid.includes_zero[at], low <= 0 <= high)

    def test_courses_are_those_of_the_file(self):
        results = Results(str(sweep))
        (point,) = results.points_at({"start": "6 h", "pressure": "5 kPa"})
        stored = results.file["force"][point, :, 1, :]
        np.testing.assert_array_equal(results.course("force", [point], "massage"), stored)
        self.assertTrue(results.bout_ends_at_zero())
        self.assertEqual((results.load_of("start"), results.load_of("pressure")), ("massage", "massage"))
        self.assertEqual(results.labels.keys(), {"start", "pressure"})
        results.file.close()

    def test_the_made_up_answers_of_test_figure_have_the_same_keys(self):
        """So that its tests go on testing what knead writes."""
        answer = base / "answer.json"
        subprocess.run([KNEAD, "compare", sweep, "--json", answer], check=True, capture_output=True)
        read = json.loads(answer.read_text())
        self.assertEqual(set(read), {"sweep", "subjects", "axes", "outcomes", "reference", "groups", "lines"})
        (group,) = read["groups"]
        self.assertEqual(set(group), {"title", "reference", "candidates"})
        candidate = group["candidates"][0]
        self.assertEqual(set(candidate), {"label", "point", "arm", "axes", "sessions", "minutes", "outcomes"})
        self.assertEqual(set(candidate["axes"]["start"]), {"label", "number"})
        self.assertEqual(set(candidate["outcomes"]["soreness.peak"]), {
            "n", "reached", "median", "difference", "low", "high", "reference_median", "best"})


if __name__ == "__main__":
    unittest.main()
