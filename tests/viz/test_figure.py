#!/usr/bin/python3
"""Tests of knead-figure: how the JSON of `knead compare` becomes lines and cells, and the program with a made-up knead.

Usage: test_figure.py KNEAD_FIGURE
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

FIGURE = os.path.realpath(sys.argv.pop(1))
sys.path.insert(0, os.path.dirname(FIGURE))
sys.dont_write_bytecode = True

from figure_examples import (KNEAD, PRESSURES, SCHEDULES, STARTS, difference_at, estimate, option, points,  # noqa: E402
                             run_answer, sweep_answer, write_run, write_sweep)
from knead_figure import by_axis, by_option, courses, maps, spacing, trade_off, words  # noqa: E402
from knead_figure.comparison import Comparison  # noqa: E402
from knead_figure.results import Results, posteriors_in  # noqa: E402
from knead_figure.told import Told  # noqa: E402
from knead_figure.told import Words as WordsOf  # noqa: E402


def told(comparison):
    return Told("Peak soreness", "points", {axis.name: axis.name for axis in comparison.axes}, comparison.name,
                comparison.reference, comparison.subjects)


class Arrays(unittest.TestCase):
    def setUp(self):
        self.comparison = Comparison(sweep_answer())
        self.schedule, self.start, self.pressure = self.comparison.axes
        self.soreness, self.days = self.comparison.outcomes

    def test_numeric_axes_are_those_with_a_unit_and_more_than_one_value(self):
        self.assertEqual(self.comparison.numeric_axes, [self.start, self.pressure])
        answer = sweep_answer()
        answer["groups"][0]["candidates"] = [each for each in answer["groups"][0]["candidates"]
                                             if each["axes"]["pressure"]["number"] == 5]
        self.assertEqual([axis.name for axis in Comparison(answer).axes], ["schedule", "start"])

    def test_a_line_for_each_combination_of_the_other_axes(self):
        lines = by_axis.lines_of(self.comparison, self.start, self.soreness)
        self.assertEqual(len(lines), len(SCHEDULES) * len(PRESSURES))
        (line,) = [each for each in lines if each.label == "single, pressure 20 kPa, 1 session"]
        np.testing.assert_array_equal(line.x, [0, 2, 24])
        np.testing.assert_allclose(line.difference, [-9.8, -7.8, 14.2])
        np.testing.assert_allclose(line.low, [-12.8, -10.8, 11.2])
        np.testing.assert_allclose(line.high, [-6.8, -4.8, 17.2])
        self.assertEqual(sum(each.label.endswith("4 sessions") for each in lines), len(PRESSURES))

    def test_what_not_all_reach_is_told_apart(self):
        line = by_axis.lines_of(self.comparison, self.start, self.days)[0]
        np.testing.assert_array_equal(np.isnan(line.difference), [False, False, True])
        self.assertFalse(line.in_all.any())

    def test_cells_stand_where_their_point_is(self):
        single, daily = maps.grids_of(self.comparison, self.start, self.pressure, self.soreness)
        self.assertEqual((single.label, daily.label), ("single, 1 session", "daily, 4 sessions"))
        self.assertEqual(single.difference.shape, (4, 3))  # pressure up, start across
        for row, pressure in enumerate(PRESSURES):
            for column, start in enumerate(STARTS):
                self.assertAlmostEqual(single.difference[row, column], difference_at(start, pressure, "single"))
        self.assertAlmostEqual(daily.difference[3, 0], 990.4)
        (turned, _) = maps.grids_of(self.comparison, self.pressure, self.start, self.soreness)
        np.testing.assert_array_equal(turned.difference, single.difference.T)

    def test_cells_are_hatched_only_where_the_interval_includes_zero(self):
        answer = sweep_answer()
        for each in answer["groups"][0]["candidates"]:
            at = each["axes"]["start"]["number"], each["axes"]["pressure"]["number"]
            low, high = {(0, 5): (-1, 1), (2, 10): (0, 2), (24, 40): (-2, 0)}.get(at, (0.1, 0.2))
            each["outcomes"]["soreness.peak"] |= {"low": low, "high": high}
        comparison = Comparison(answer)
        grid = maps.grids_of(comparison, self.start, self.pressure, self.soreness)[0]
        expected = np.zeros((4, 3), bool)
        expected[0, 0] = expected[1, 1] = expected[3, 2] = True
        np.testing.assert_array_equal(grid.includes_zero, expected)
        figure = maps.draw(comparison, self.start, self.pressure, self.soreness, told(comparison))
        hatched = [patch for patch in figure.axes[0].patches if patch.get_hatch()]
        self.assertEqual(len(hatched), 3)
        x, y = spacing.Spacing(STARTS)(STARTS), spacing.Spacing(PRESSURES)(PRESSURES)
        boxes = [patch.get_bbox() for patch in hatched]
        for column, row in ((0, 0), (1, 1), (2, 3)):
            self.assertEqual(sum(box.contains(x[column], y[row]) for box in boxes), 1)

    def test_less_and_more_of_what_is_wished_have_the_same_colours(self):
        def colour_of_the_lowest(better):
            outcome = type(self.soreness)("soreness.peak", "1", better)
            figure = maps.draw(self.comparison, self.start, self.pressure, outcome, told(self.comparison))
            mesh = figure.axes[0].collections[0]
            self.assertEqual(-mesh.norm.vmin, mesh.norm.vmax)
            return mesh.cmap(0.0)

        red, _, blue, _ = colour_of_the_lowest("less")
        self.assertGreater(blue, red, "better is blue")
        red, _, blue, _ = colour_of_the_lowest("more")
        self.assertGreater(red, blue)

    def test_a_map_without_any_value_is_drawn(self):
        answer = sweep_answer()
        for each in answer["groups"][0]["candidates"]:
            each["outcomes"]["soreness.peak"] = estimate(None, None, None, 0)
        comparison = Comparison(answer)
        grid = maps.grids_of(comparison, self.start, self.pressure, self.soreness)[0]
        self.assertFalse(grid.includes_zero.any())
        maps.draw(comparison, self.start, self.pressure, self.soreness, told(comparison))
        by_axis.draw(comparison, self.start, self.soreness, told(comparison))

    def test_at_most_six_lines_and_a_note(self):
        figure = by_axis.draw(self.comparison, self.start, self.soreness, told(self.comparison))
        self.assertEqual(len(figure.axes[0].get_legend().get_texts()), 6)
        self.assertIn("The first 6 of 8 combinations", " ".join(text.get_text() for text in figure.texts))
        self.assertIn("over 4 subjects", figure.texts[1].get_text())
        self.assertEqual([each.get_text() for each in figure.axes[0].get_xticklabels()], ["0", "2", "24"])

    def test_a_sweep_of_one_arm_holds_its_reference_as_no_difference(self):
        answer = sweep_answer()
        group = answer["groups"][0]
        group["reference"] = option(0, 5, "single", group["reference"]["outcomes"])
        group["candidates"] = [each for each in group["candidates"]
                               if each["axes"] != group["reference"]["axes"]]
        grid = maps.grids_of(Comparison(answer), self.start, self.pressure, self.soreness)[0]
        self.assertEqual((grid.difference[0, 0], grid.includes_zero[0, 0], grid.is_reference.sum()), (0, False, 1))
        self.assertTrue(grid.is_reference[0, 0])

    def test_arms_of_a_run_are_rows(self):
        comparison = Comparison(run_answer())
        ((label, one),) = by_option.rows_of(comparison, comparison.outcomes[0])
        self.assertEqual((label, one.difference, one.low, one.high), ("massage, 1 session", -1, -2, -0.5))
        self.assertFalse(one.includes_zero)

    def test_a_trade_off_is_a_cross_an_option_around_a_reference_at_nothing(self):
        comparison = Comparison(sweep_answer())
        comparison.options = [each for each in comparison.options if each.labels["pressure"] == "5 kPa"]
        figure = trade_off.draw(comparison, self.soreness, self.days, told(comparison), told(comparison))
        axes = figure.axes[0]
        labels = [each.get_text() for each in axes.get_legend().get_texts()]
        self.assertEqual(labels[0], "rest")
        reached = [each for each in comparison.options if each.numbers["start"] != 24]
        self.assertEqual(len(labels) - 1, len(reached))
        self.assertIn("Not reached, and not drawn: single, start 24 h", " ".join(each.get_text() for each in figure.texts))
        drawn = {(*line.get_xdata(), *line.get_ydata()) for line in axes.lines}
        for each in reached:
            x, y = each.estimates["soreness.peak"], each.estimates["force.days_to(90 %)"]
            self.assertIn((x.difference, y.difference), drawn)
            self.assertIn((x.low, x.high, y.difference, y.difference), drawn)
            self.assertIn((x.difference, x.difference, y.low, y.high), drawn)

    def test_places_on_an_axis(self):
        for values, kind in (([0, 1, 2, 6, 12, 24, 48, 72], "symlog"), ([5, 9.306, 17.32, 32.24, 60], "log"),
                             ([10, 20, 30], "linear"), ([1, 2, 100], "log"), ([0, 24], "linear"), ([3], "linear")):
            place = spacing.Spacing(values)
            self.assertEqual(place.kind, kind, values)
            at = place(values)
            self.assertTrue((np.diff(at) > 0).all())
            self.assertEqual(len(spacing.edges(at)), len(at) + 1)
        at = spacing.Spacing([0, 1, 2, 6, 12, 24, 48, 72])([0, 0.5, 1, 10, -10])
        np.testing.assert_allclose(at, [0, 0.2, 0.4, 1.4, -1.4])
        np.testing.assert_allclose(spacing.edges([0, 1, 3]), [-0.5, 0.5, 2, 4])

    def test_between_cells_is_linear_and_level_beyond(self):
        x, y, values = maps.between_cells(np.array([0.0, 1]), np.array([0.0, 2]), np.array([[0.0, 1], [2, 3]]), steps=2)
        np.testing.assert_allclose(x, [-0.5, 0, 0.5, 1, 1.5])
        np.testing.assert_allclose(y, [-1, 0, 1, 2, 3])
        np.testing.assert_allclose(values[0], [0, 0, 0.5, 1, 1])
        np.testing.assert_allclose(values[:, 2], [0.5, 0.5, 1.5, 2.5, 2.5])


class Words(unittest.TestCase):
    def test_quantities(self):
        for id, meaning, unit, expected in (
            ("soreness", "soreness, 0 to 10", "1", ("soreness", "0 to 10")),
            ("force", "isometric force, of that of the healthy muscle", "%",
             ("isometric force", "% of that of the healthy muscle")),
            ("p65_nuclear", "nuclear NF-kB p65, free and bound", "uM", ("nuclear NF-κB p65", "µM")),
            ("tnf_mrna", "TNF mRNA, x rest", "1", ("TNF mRNA", "× rest")),
            ("x", "neutrophils, monocytes and macrophages", "count/mm3",
             ("neutrophils, monocytes and macrophages", "per mm³")),
        ):
            self.assertEqual(words.quantity(id, meaning, unit), expected)

    def test_what_intervals_hold_follows_from_the_posterior(self):
        self.assertEqual(posteriors_in("resolved: yes\nbefore: []\n"), ["none"])
        self.assertEqual(posteriors_in("resolved: yes\nposterior: none\n"), ["none"])
        run = "posterior: {name: calibrated, checksum: 1a2b, draws: [1, 2]}\nparameters:\n"
        self.assertEqual(posteriors_in(run), ["calibrated"])
        sweep = run + "body: young_man\nposterior: other 12\nbody: old_man\nposterior: none\nbody: old_man\n"
        self.assertEqual(posteriors_in(sweep), ["none", "other"])
        self.assertIn("at their defaults", words.parameters_of(["none"]))
        self.assertIn("draw of the posterior calibrated", words.parameters_of(["calibrated"]))
        self.assertIn("(none, other)", words.parameters_of(["none", "other"]))

    def test_outcomes(self):
        self.assertEqual(words.outcome_title("force.at(24 h)", "force"), "Force 24 h after the bout")
        self.assertEqual(words.outcome_title("soreness.peak", "soreness"), "Peak soreness")
        self.assertEqual(words.difference_unit("soreness.area", "h", "0 to 10"), "points × h")
        self.assertEqual(words.difference_unit("force.days_to(90 %)", "d", "%"), "days")
        self.assertEqual(words.file_stem("force.days_to(90 %)"), "force.days_to_90")

    def test_axes_and_labels(self):
        self.assertEqual(words.axis_title("start", "h", "massage", True)[1], "Massage start (h after exercise)")
        self.assertEqual(words.axis_title("minutes", "min", "", True)[1], "Minutes")
        self.assertEqual(words.axis_title("arms.ice.0.cold.start", "h", "", False)[1], "Cold start of ice (h)")
        self.assertEqual(words.label_on_axis("pressure", "kPa", "9.306048591020996 kPa"), "pressure 9.31 kPa")
        self.assertEqual(words.label_on_axis("how_often", "", "twice_daily"), "twice daily")
        self.assertEqual(words.option_in_words("start=0 h, pressure=9.306 kPa"), "start 0 h, pressure 9.31 kPa")


class Program(unittest.TestCase):
    """The whole program, beside a made-up knead."""

    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.home = pathlib.Path(held.name)
        os.symlink(FIGURE, self.home / "knead-figure")
        (self.home / "knead").write_text(KNEAD)
        (self.home / "knead").chmod(0o755)
        self.folder = self.home / "new" / "figures"

    def answer(self, what):
        (self.home / "answer.json").write_text(json.dumps(what))

    def figure(self, *arguments, **environment):
        return subprocess.run([self.home / "knead-figure", *arguments], capture_output=True, text=True, timeout=120,
                              env=os.environ | environment)

    def drawn(self, *arguments):
        done = self.figure(*arguments, "-o", self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        paths = [pathlib.Path(line) for line in done.stdout.splitlines()]
        self.assertEqual(sorted(paths), sorted(self.folder.iterdir()))
        return [path.name for path in paths], done.stderr

    def test_a_sweep(self):
        write_sweep(self.home / "timing.h5")
        self.answer(sweep_answer())
        names, said = self.drawn(self.home / "timing.h5", "--against", "rest", "--outcome", "soreness.peak")
        self.assertEqual(names, [
            *(f"{stem}_{kind}.png" for stem in ("soreness.peak", "force.days_to_90")
              for kind in ("by_start", "by_pressure", "map_start_pressure")), "soreness_courses.png"])
        self.assertEqual(said, "")
        asked = (self.home / "asked").read_text().split("\n")
        self.assertEqual((asked[0], asked[4:]), ("compare", ["--outcome", "soreness.peak", "--against", "rest"]))
        for name in names:
            pixels = matplotlib.image.imread(self.folder / name)
            self.assertGreater(min(pixels.shape[:2]), 300)
            self.assertGreater((pixels[..., :3] < 0.9).any(axis=-1).mean(), 0.01, "something is drawn")
            self.assertGreater(pixels[0, :, :3].min(), 0.99, "the margin is white")

    def test_a_sweep_of_outcomes_alone_says_that_it_has_no_series(self):
        write_sweep(self.home / "timing.h5", series=False)
        self.answer(sweep_answer())
        names, said = self.drawn(self.home / "timing.h5", "--format", "svg")
        self.assertEqual(len(names), 6)
        self.assertEqual(said.count("\n"), 1)
        self.assertIn("no series in it", said)
        svg = (self.folder / "force.days_to_90_by_start.svg").read_text()
        for part in ("Time until isometric force is back at 90 % of its first value",
                     "Massage start (h after exercise)"):
            self.assertIn(part, svg)

    def test_a_run(self):
        write_run(self.home / "legs.h5")
        self.answer(run_answer())
        names, _ = self.drawn(self.home / "legs.h5", "--format", "svg")
        self.assertEqual(names, ["soreness_courses.svg"])
        svg = (self.folder / names[0]).read_text()
        for part in ("over 3 subjects", "Time after exercise (h)", "massage", "treatment", "Difference"):
            self.assertIn(part, svg)
        names, _ = self.drawn(self.home / "legs.h5", "--format", "svg", "--outcome", "soreness.peak")
        self.assertEqual(names[0], "soreness.peak_by_option.svg")

    def test_a_trade_off(self):
        write_sweep(self.home / "timing.h5")
        self.answer(sweep_answer())
        names, _ = self.drawn(self.home / "timing.h5", "--trade-off", "soreness.peak", "force.days_to(90 %)",
                              "--format", "svg")
        self.assertEqual(names, ["force.days_to_90_against_soreness.peak.svg"])
        asked = (self.home / "asked").read_text().split("\n")
        self.assertEqual(asked[4:], ["--outcome", "soreness.peak", "--outcome", "force.days_to(90 %)"])
        svg = (self.folder / names[0]).read_text()
        for part in ("Peak soreness: difference", "← better", "at their defaults"):
            self.assertIn(part, svg)

    def test_pictures_are_the_same_twice(self):
        write_run(self.home / "legs.h5")
        self.answer(run_answer())
        pictures = []
        for _ in range(2):
            self.drawn(self.home / "legs.h5")
            pictures.append((self.folder / "soreness_courses.png").read_bytes())
        self.assertEqual(*pictures)

    def test_errors_are_one_line_and_nothing_is_written(self):
        write_sweep(self.home / "timing.h5")
        write_sweep(self.home / "outcomes.h5", series=False)
        self.answer(sweep_answer())
        (self.home / "words.h5").write_text("words")
        with h5py.File(self.home / "foreign.h5", "w") as file:
            file.attrs["Conventions"] = "CF-1.8"
        timing, to = self.home / "timing.h5", ("-o", self.folder)
        for arguments, said in (
            ([self.home / "none.h5", *to], "none.h5: error: no such file; expected a results file"),
            ([self.home, *to], "this is a folder"),
            ([self.home / "words.h5", *to], "not an HDF5 file"),
            ([self.home / "foreign.h5", *to], "its conventions: CF-1.8"),
            ([timing, *to, "--series", "sorenes"], "no series 'sorenes' in it; did you mean 'soreness'?"),
            ([self.home / "outcomes.h5", *to, "--series", "soreness"], "only outcomes are kept"),
            ([timing, *to, "--outcome", "sorenes.peak"], "unknown observable 'sorenes'; did you mean 'soreness'?"),
            ([timing, "-o", self.home / "words.h5"], "the folder cannot be made (File exists)"),
            ([timing, *to, "--trade-off", "a.peak", "a.peak"], "a.peak twice; expected two outcomes"),
            ([timing, *to, "--format", "gif"], "invalid choice: 'gif'"),
            ([timing], "the following arguments are required: -o"),
        ):
            done = self.figure(*arguments)
            self.assertEqual((done.returncode, done.stderr.count("\n"), done.stdout), (2, 1, ""), done.stderr)
            self.assertIn(said, done.stderr)
            self.assertFalse(self.folder.parent.exists())

    def test_what_is_not_installed_is_named_with_its_package(self):
        for module in ("matplotlib", "h5py"):
            (self.home / module).mkdir()
            (self.home / module / f"{module}.py").write_text(f"raise ModuleNotFoundError('none', name='{module}')")
            done = self.figure("--help", PYTHONPATH=str(self.home / module))
            said = f"knead-figure: error: no module {module}; expected the package python3-{module}\n"
            self.assertEqual((done.returncode, done.stderr), (2, said))

    def test_no_knead_anywhere(self):
        write_sweep(self.home / "timing.h5")
        (self.home / "knead").unlink()
        done = self.figure(self.home / "timing.h5", "-o", self.folder, PATH="/nowhere")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no program knead", done.stderr)

    def test_it_runs_as_installed(self):
        """The program in bin, its modules in share/knead/figures."""
        place, modules = self.home / "usr", pathlib.Path(FIGURE).parent / "knead_figure"
        (place / "bin").mkdir(parents=True)
        (place / "share/knead/figures").mkdir(parents=True)
        subprocess.run(["cp", FIGURE, place / "bin"], check=True)
        subprocess.run(["cp", "-r", modules, place / "share/knead/figures"], check=True)
        done = subprocess.run([place / "bin/knead-figure", "--help"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("RESULT.h5", done.stdout)


class Courses(unittest.TestCase):
    def test_medians_over_finished_subjects_and_paired_differences(self):
        with tempfile.TemporaryDirectory() as home:
            write_run(os.path.join(home, "legs.h5"))
            results = Results(os.path.join(home, "legs.h5"))
            reference, (massage,) = courses.courses_of(results, courses.choose_arms(results, "rest"), "soreness")
            results.file.close()
        self.assertEqual(reference.values.shape, (3, 4))  # the fourth is not finished
        np.testing.assert_allclose(courses.quantiles(reference.values)[1], [0, 2 / 3, 4 / 3, 2])
        np.testing.assert_allclose(courses.quantiles(massage.values - massage.reference)[1], [0, -1 / 3, -2 / 3, -1])
        np.testing.assert_array_equal(massage.treated, [False, True, False, False])

    def test_points_of_a_sweep(self):
        comparison = Comparison(sweep_answer())
        with tempfile.TemporaryDirectory() as home:
            write_sweep(os.path.join(home, "timing.h5"))
            results = Results(os.path.join(home, "timing.h5"))
            chosen = courses.choose_points(results, comparison, WordsOf(results, comparison.axes))
            values, soreness = results.course("soreness", chosen.legs[2][1], "massage"), results.file["soreness"][:]
            results.file.close()
        self.assertEqual([leg[0] for leg in chosen.legs], ["0 h", "2 h", "24 h"])
        held = comparison.combinations("start")[0][0].labels
        expected = points().index((24, int(held["pressure"].split()[0]), held["schedule"]))
        self.assertEqual(chosen.legs[2][1:], ([expected], "massage", [expected]))
        np.testing.assert_array_equal(values, soreness[expected, :, 1])

    def test_of_many_points_eight_are_shown_with_both_ends(self):
        self.assertEqual(courses.spread(list(range(8))), list(range(8)))
        shown = courses.spread(list(range(30)))
        self.assertEqual((len(shown), shown[0], shown[-1]), (8, 0, 29))

    def test_times_when_nothing_changes_any_more_are_left_out(self):
        time = np.arange(101.0)
        self.assertEqual(courses.end_of_change(time, [np.where(time < 10, 1.0, 0)]), 18)
        self.assertEqual(courses.end_of_change(time, [np.where(time < 10, 1.0, 0), np.where(time < 80, 1.0, 0)]), 100)
        self.assertEqual(courses.end_of_change(time, [np.zeros(101)]), 100)


if __name__ == "__main__":
    unittest.main()
