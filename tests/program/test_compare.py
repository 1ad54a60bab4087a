"""knead compare as a user meets it: two quick well-mixed runs, their numbers made again by numpy, and every refusal.

Usage: test_compare.py KNEAD SOURCE_DIR
"""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

KNEAD, SOURCE = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
CRANE = str(SOURCE / "configs/studies/crane2012.yaml")
QUICK = ["tissue=well_mixed", "output.snapshots={}", "subjects.count=3", "until=6 h"]
OUTCOMES = ["soreness.peak", "soreness.area", "force.at(2 h)", "force.minimum", "ck_plasma.end", "force.days_to(80 %)"]


def run(folder, *settings):
    line = [KNEAD, "run", CRANE, "-o", str(folder), "--no-table", "--posterior", "none"]
    for setting in (*QUICK, *settings):
        line += ["--set", setting]
    subprocess.run(line, capture_output=True, check=True, timeout=300)
    return folder / "crane2012.h5"


def compare(*arguments):
    return subprocess.run([KNEAD, "compare", *map(str, arguments)], capture_output=True, text=True, timeout=60)


def asked(outcomes):
    return [word for outcome in outcomes for word in ("--outcome", outcome)]


def setUpModule():
    """The massage at once, and two hours later."""
    global base, early, late
    held = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(held.cleanup)
    base = pathlib.Path(held.name)
    early, late = run(base / "early"), run(base / "late", "arms.massage.0.massage.start=2 h")


def outcome(text, series, time):
    """An outcome of [subject, time], with the bout's end, time zero, on the grid."""
    observable, reducer = text.split(".", 1)
    after = np.flatnonzero(time >= -1e-9)
    values, hours = series[observable][:, after], time[after]
    if reducer == "at(2 h)":
        return np.array([np.interp(2, hours, each) for each in values])
    if reducer == "area":
        return np.sum((values[:, 1:] + values[:, :-1]) / 2 * np.diff(hours), axis=1)
    if reducer == "days_to(80 %)":
        return np.array([days_to(80, each, hours) for each in values])
    return {"peak": values.max(axis=1), "minimum": values.min(axis=1), "end": values[:, -1]}[reducer]


def days_to(level, values, hours):
    below = np.flatnonzero(values < level)
    if len(below) == 0:
        return 0.0
    last = below[-1]
    if last == len(values) - 1:
        return np.nan
    return np.interp(level, values[last : last + 2], hours[last : last + 2]) / 24


def legs(path, text):
    """The outcome of each arm's subjects."""
    with h5py.File(path) as file:
        time, id = file["time"][:], text.split(".")[0]
        return {arm.decode(): outcome(text, {id: file[id][:, i]}, time) for i, arm in enumerate(file["arm"][:])}


def check_row(test, row, values, reference):
    test.assertEqual((row["n"], row["reached"]), ("3", str(np.isfinite(values).sum())))

    def same(name, expected):
        if np.isnan(expected):
            test.assertEqual(row[name], "", name)
        else:
            np.testing.assert_allclose(float(row[name]), expected, rtol=1e-10, atol=1e-14, err_msg=name)

    differences = values - reference
    differences = differences[np.isfinite(differences)]
    finite = values[np.isfinite(values)]
    same("median", np.median(finite) if len(finite) else np.nan)
    for name, q in (("difference", 50), ("low", 2.5), ("high", 97.5)):
        same(name, np.percentile(differences, q) if len(differences) else np.nan)


class OneRun(unittest.TestCase):
    def setUp(self):
        self.csv, self.json = base / "one.csv", base / "one.json"
        self.done = compare(early, *asked(OUTCOMES), "--csv", self.csv, "--json", self.json)
        self.assertEqual((self.done.returncode, self.done.stderr), (0, ""))
        with open(self.csv, newline="") as file:
            self.rows = list(csv.DictReader(file))

    def test_its_numbers_are_those_of_numpy(self):
        self.assertEqual(len(self.rows), 2 * len(OUTCOMES))
        for text in OUTCOMES:
            values = legs(early, text)
            (row,) = [row for row in self.rows if (row["outcome"], row["arm"]) == (text, "massage")]
            check_row(self, row, values["massage"], values["rest"])
            more = text.startswith("force") and "days_to" not in text
            better = values["massage"] > values["rest"] if more else values["massage"] < values["rest"]
            equal = values["massage"] == values["rest"]
            np.testing.assert_allclose(float(row["best"]), np.mean(better + 0.5 * equal), err_msg=text)
            self.assertEqual((row["role"], row["sessions"], row["minutes"]), ("candidate", "1", "10"))

    def test_the_reference_is_the_rows_control(self):
        self.assertEqual({row["arm"] for row in self.rows if row["role"] == "reference"}, {"rest"})
        self.assertEqual({row["difference"] for row in self.rows if row["role"] == "reference"}, {""})

    def test_json_holds_the_same(self):
        found = json.loads(self.json.read_text(encoding="utf-8"))
        self.assertEqual((found["study"], found["reference"], found["axes"], found["subjects"]), ("crane2012", "rest", [], 3))
        self.assertEqual([each["outcome"] for each in found["outcomes"]], OUTCOMES)
        (candidate,) = found["groups"][0]["candidates"]
        self.assertEqual((candidate["arm"], candidate["sessions"], candidate["axes"]), ("massage", 1, {}))
        for row in self.rows:
            side = candidate if row["role"] == "candidate" else found["groups"][0]["reference"]
            for name in ("median", "difference", "low", "high", "best"):
                number = side["outcomes"][row["outcome"]][name]
                self.assertEqual("" if number is None else number, "" if row[name] == "" else float(row[name]))
        self.assertTrue(any(line.startswith("soreness.area: ") for line in found["lines"]))

    def test_the_table_says_how_far_to_believe_it(self):
        text = self.done.stdout
        for outcome_ in OUTCOMES:
            self.assertIn(f"\n{outcome_} (", text)
        self.assertIn("the uncertainty of the model itself is not in these intervals", text)
        self.assertIn("intervals over 3 subjects are coarse", text)
        # Of soreness there is a measured row, of a drug; of mitochondrial function there is none.
        self.assertIn("1 measured row of treated against control of soreness: ibuprofen_vs_placebo (Trappe2002", text)
        none = compare(early, "--outcome", "mitochondrial_function.end").stdout
        self.assertIn("no measurement of treated against untreated legs constrains mitochondrial_function", none)
        for line in text.splitlines():
            if line.startswith("  "):
                self.assertLessEqual(len(line), 120)

    def test_the_usual_outcomes_reach_as_far_as_the_study(self):
        text = compare(early).stdout
        self.assertIn("\np65_nuclear.at(2.5 h) (", text)
        self.assertNotIn("force.at(24 h)", text)

    def test_against_turns_it_round(self):
        done = compare(early, "--against", "massage", *asked(["soreness.area"]), "--csv", base / "turned.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(base / "turned.csv", newline="") as file:
            (row,) = [row for row in csv.DictReader(file) if row["role"] == "candidate"]
        values = legs(early, "soreness.area")
        check_row(self, row, values["rest"], values["massage"])


class SeveralRuns(unittest.TestCase):
    def test_arms_are_named_by_file_and_compared_across_files(self):
        out = base / "several.csv"
        done = compare(early, late, "--outcome", "soreness.area", "--csv", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(out, newline="") as file:
            rows = {row["arm"]: row for row in csv.DictReader(file)}
        first, second = legs(early, "soreness.area"), legs(late, "soreness.area")
        self.assertEqual(rows["early/crane2012:rest"]["role"], "reference")
        check_row(self, rows["early/crane2012:massage"], first["massage"], first["rest"])
        check_row(self, rows["late/crane2012:massage"], second["massage"], first["rest"])

    def test_an_arm_of_the_same_bits_appears_once_under_its_name(self):
        copy = base / "copy.h5"
        shutil.copy(late, copy)
        with h5py.File(copy, "r+") as file, h5py.File(late) as whole:
            file["glycogen"][2, 1, -1] = whole["glycogen"][2, 1, -1] + 1  # one number of one arm
        done = compare(late, copy, "--outcome", "soreness.area", "--csv", base / "once.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(base / "once.csv", newline="") as file:
            arms = [row["arm"] for row in csv.DictReader(file)]
        self.assertEqual(arms, ["rest", "crane2012:massage", "copy:massage"])

    def test_equal_sessions_are_compared_apart(self):
        done = compare(early, late, "--outcome", "soreness.area", "--equal-sessions", "--json", base / "equal.json")
        self.assertEqual(done.returncode, 0, done.stderr)
        groups = json.loads((base / "equal.json").read_text())["groups"]
        self.assertEqual([(group["title"], len(group["candidates"])) for group in groups],
                         [("0 sessions", 1), ("1 session", 2)])


class Unfinished(unittest.TestCase):
    def changed(self, finished):
        path = base / "unfinished.h5"
        shutil.copy(early, path)
        with h5py.File(path, "r+") as file:
            file["finished"][:] = finished
        return path

    def test_only_the_finished_are_compared(self):
        done = compare(self.changed([1, 0, 1]), "--outcome", "soreness.area", "--csv", base / "two.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 of 3 subjects are finished: only they are compared", done.stdout)
        with open(base / "two.csv", newline="") as file:
            (row,) = [row for row in csv.DictReader(file) if row["role"] == "candidate"]
        values = legs(early, "soreness.area")
        kept = (values["massage"] - values["rest"])[[0, 2]]
        np.testing.assert_allclose(float(row["difference"]), np.median(kept), rtol=1e-10)

    def test_none_is_refused(self):
        done = compare(self.changed([0, 0, 0]))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("no subject in it is finished", done.stderr)


class Mistakes(unittest.TestCase):
    def refused(self, *arguments):
        out = [base / "refused.csv", base / "refused.json"]
        done = compare(*arguments, "--csv", out[0], "--json", out[1])
        self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertFalse(any(path.exists() for path in out))
        return done.stderr.strip()

    def test_outcomes(self):
        said = lambda text: self.refused(early, "--outcome", text)
        self.assertEqual(said("sorenes.peak"),
                         "--outcome sorenes.peak: error: unknown observable 'sorenes'; did you mean 'soreness'?")
        self.assertIn("unknown reducer 'pek' (reducers: at, peak, minimum, area, end, days_to); did you mean 'peak'?",
                      said("soreness.pek"))
        self.assertIn("without a reducer", said("soreness"))
        self.assertIn("at without its argument; expected one, as in at(24 h)", said("force.at"))
        self.assertIn("peak takes no argument", said("force.peak(1 h)"))
        self.assertIn("kPa is not a unit of the same kind as h", said("force.at(2 kPa)"))
        self.assertIn("before the end of the bout", said("force.at(-2 h)"))

    def test_an_observable_that_the_file_lacks(self):
        path = base / "lacking.h5"
        shutil.copy(early, path)
        with h5py.File(path, "r+") as file:
            del file["collagen"]
        self.assertRegex(self.refused(path, "--outcome", "collagen.end"),
                         r"^.*lacking\.h5: error: no series 'collagen' in it; it has .*\bsoreness\b")

    def test_against(self):
        self.assertEqual(self.refused(early, "--against", "rset"),
                         "--against rset: error: not in it; expected one of rest | massage; did you mean 'rest'?")
        self.assertIn("did you mean 'early/crane2012:rest'?", self.refused(early, late, "--against", "erly/crane2012:rest"))

    def test_files(self):
        self.assertIn("nowhere.h5", self.refused(base / "nowhere.h5"))
        self.assertIn("crane2012.yaml", self.refused(CRANE))
        with h5py.File(base / "other.h5", "w") as file:
            file["soreness"] = 1.0
        self.assertIn("other.h5", self.refused(base / "other.h5"))
        self.assertIn("other.h5", self.refused(early, base / "other.h5"))

    def test_files_of_different_studies(self):
        for setting, difference in (("seed=7", "its seed is 7, not 2012"), ("subjects.count=2", "it has 2 subjects, not 3"),
                                    ("study=another", "its study is another, not crane2012"),
                                    ("until=5 h", "its series are from ")):
            with self.subTest(setting):
                run(base / "unlike", setting)
                (path,) = (base / "unlike").iterdir()
                error = self.refused(early, path)
                shutil.rmtree(base / "unlike")
                self.assertIn(f"{path}: error: not of the study of {early}", error)
                self.assertIn(difference, error)

    def test_an_only_arm(self):
        line = [KNEAD, "run", str(SOURCE / "configs/studies/biopsies_only.yaml"), "-o", str(base / "only"), "--no-table"]
        for setting in QUICK[:3]:
            line += ["--set", setting]
        subprocess.run(line, capture_output=True, check=True, timeout=300)
        (path,) = (base / "only").iterdir()
        self.assertIn("one arm alone", self.refused(path))

    def test_places_that_cannot_be_written(self):
        for option in ("--csv", "--json"):
            done = compare(early, option, base / "nowhere" / "out")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertEqual(done.stderr.strip(),
                             f"{base / 'nowhere' / 'out'}: error: cannot be written (No such file or directory)")
        done = compare(early, "--csv", base / "kept.csv", "--json", base)
        self.assertEqual((done.returncode, done.stderr.strip()), (2, f"{base}: error: cannot be written (it is a folder)"))
        self.assertFalse((base / "kept.csv").exists())


if __name__ == "__main__":
    unittest.main()
