"""knead sensitivity as a user meets it: the same numbers for any threads and ranks, killed and gone on with, and every
refusal.

Usage: test_sensitivity.py KNEAD SOURCE_DIR
"""

import csv
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

KNEAD, SOURCE = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
DISH = """study: dish
seed: 3
subjects: {count: 3}
tissue: {kind: culture, domains: 8}
arms:
  control: []
  pulse:
    - medium: {start: [20 min, 40 min], segments: [{for: 15 min, tnf: 500 pM}]}
until: %s
output: {series: 5 min}
"""
RIDE = """study: ride
subjects: {count: 2}
tissue: {kind: well_mixed}
before:
  - exercise: {kind: cycling, stages: [{for: 20 min, at: 70 %}]}
arms:
  rest: []
  massage:
    - massage: {start: 10 min, pressure: 20 kPa, strokes: [{petrissage: 5 min}]}
until: 2 h
output: {series: 20 min}
"""
ASKED = ["--arm", "pulse", "--outcome", "p65_nuclear.peak", "--outcome", "il6_mrna.end",
         "--parameter", "ikk_activation.K_T", "--parameter", "cytokine_expression.g_I"]


def mpirun():
    """How to start two ranks here, or nothing if this machine cannot."""
    program = shutil.which("mpirun")
    root = ["--allow-run-as-root"] if os.getuid() == 0 else []
    return [program, *root, "--oversubscribe", "-n", "2"] if program else None


class Sensitivity(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory()
        cls.addClassCleanup(held.cleanup)
        cls.home = pathlib.Path(held.name)
        (cls.home / "dish.yaml").write_text(DISH % "2 h")
        (cls.home / "long.yaml").write_text(DISH.replace("dish", "long") % "40 h")
        (cls.home / "ride.yaml").write_text(RIDE)

    def command(self, folder, *options, study="dish", before=()):
        return [*before, str(KNEAD), "sensitivity", str(self.home / f"{study}.yaml"), "-o", str(self.home / folder),
                *options]

    def run_sensitivity(self, folder, *options, study="dish", before=()):
        done = subprocess.run(self.command(folder, *options, study=study, before=before), capture_output=True,
                              text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done, (self.home / folder / f"{study}.sensitivity.tsv").read_text()

    def refused(self, *options, study="dish"):
        """What is told; it must end with 2 and write nothing."""
        done = subprocess.run(self.command("nothing", *options, study=study), capture_output=True, text=True,
                              timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertFalse((self.home / "nothing").exists())
        lines = done.stderr.strip().splitlines()
        self.assertEqual(len(lines), 1)
        return lines[0]

    def test_threads_change_no_bit_and_the_table_is_printed(self):
        done, one = self.run_sensitivity("one", *ASKED, "-n", "16", "--threads", "1")
        _, three = self.run_sensitivity("three", *ASKED, "-n", "16", "--threads", "3")
        self.assertEqual(one, three)
        self.assertFalse((self.home / "one/dish.sensitivity.part").exists())
        rows = list(csv.DictReader(one.splitlines(), delimiter="\t"))
        self.assertEqual([(row["outcome"], row["parameter"]) for row in rows],
                         [(o, p) for o in ("p65_nuclear.peak", "il6_mrna.end")
                          for p in ("ikk_activation.K_T", "cytokine_expression.g_I")])
        for row in rows:
            self.assertEqual((row["rows"], row["simulations"], row["failures"]), ("16", "64", "0"))
            self.assertLessEqual(float(row["total_low"]), float(row["total"]))
            self.assertLessEqual(float(row["total"]), float(row["total_high"]))
        self.assertIn("dish, pulse: which of 2 parameters matter", done.stdout)
        self.assertIn("64 simulations (16 rows) of the median subject; 0 failed", done.stdout)
        self.assertIn("16 rows are too few to believe an interval", done.stdout)
        self.assertEqual(done.stdout.splitlines()[-1], str(self.home / "one/dish.sensitivity.tsv"))
        _, other = self.run_sensitivity("other", *ASKED, "-n", "16", "--seed", "9")
        self.assertNotEqual(one, other)

    def test_ranks_change_no_bit(self):
        start = mpirun()
        if not start:
            self.skipTest("no mpirun on this machine (package openmpi-bin): ranks were not tested")
        _, alone = self.run_sensitivity("alone", *ASKED, "-n", "8")
        done, ranks = self.run_sensitivity("ranks", *ASKED, "-n", "8", "--threads", "1", before=start)
        self.assertEqual(alone, ranks)
        self.assertEqual(done.stdout.count("which of 2 parameters matter"), 1)

    def test_a_folder_that_cannot_be_made_is_told(self):
        done = subprocess.run([str(KNEAD), "sensitivity", self.home / "dish.yaml", *ASKED, "-n", "2", "-o",
                               self.home / "dish.yaml"], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.splitlines()[-1],
                         f"{self.home}/dish.yaml: error: cannot make this folder (Not a directory)")

    def test_what_cannot_matter_has_a_total_of_exactly_nought(self):
        done, text = self.run_sensitivity("inert", "--arm", "rest", "--outcome", "lactate.peak", "--parameter",
                                          "massage.pressure", "--parameter", "exercise", "-n", "4", study="ride")
        rows = {row["parameter"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}
        inert = rows["massage.pressure"]
        self.assertEqual([float(inert[key]) for key in ("first", "total", "total_high")], [0, 0, 0])
        self.assertGreater(max(float(row["total"]) for row in rows.values()), 0.1)
        self.assertIn("massage.pressure is varied in place of the pressure that the study gives", done.stdout)

    def test_a_difference_from_another_arm(self):
        _, text = self.run_sensitivity("less", "--arm", "massage", "--against", "rest", "--outcome", "p65_nuclear.end",
                                       "--parameter", "massage", "-n", "4", study="ride")
        rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
        self.assertEqual({(row["arm"], row["against"]) for row in rows}, {("massage", "rest")})
        self.assertGreater(max(float(row["total"]) for row in rows), 0)

    def test_killed_it_goes_on(self):
        question = [*ASKED, "-n", "64", "--threads", "1"]
        part = self.home / "killed/long.sensitivity.part"
        process = subprocess.Popen(self.command("killed", *question, study="long"), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None:
            if part.exists() and part.stat().st_size > 500:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        self.assertTrue(part.exists(), "it ended before it was killed")
        # Another question does not go on from there.
        other = subprocess.run(self.command("killed", *question, "--seed", "5", study="long"), capture_output=True,
                               text=True, timeout=60)
        self.assertEqual(other.returncode, 2)
        self.assertIn("was begun by other work", other.stderr)
        done, resumed = self.run_sensitivity("killed", *question[:-1], "2", study="long")
        self.assertRegex(done.stderr, r"\d+ of 256 simulations are in .*part already; going on from there")
        _, whole = self.run_sensitivity("whole", *question, study="long")
        self.assertEqual(resumed, whole)
        self.assertFalse(part.exists())

    def test_interrupted_it_says_what_is_kept(self):
        process = subprocess.Popen(self.command("interrupted", *ASKED, "-n", "256", "--threads", "2", study="long"),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not (self.home / "interrupted/long.sensitivity.part").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertRegex(errors.splitlines()[-1], r"interrupted: \d+ of 1024 simulations are kept in .*part; the same "
                                                  r"command goes on from there")

    def test_mistakes_are_told_in_a_line(self):
        fine = ["--arm", "pulse", "--parameter", "ikk_activation.K_T"]
        self.assertEqual(self.refused("--arm", "puls", "--parameter", "ikk_activation.K_T"),
                         "--arm puls: error: no arm of this name; expected one of control, pulse; did you mean 'pulse'?")
        self.assertEqual(self.refused("--parameter", "ikk_activation.K_T"), "--arm: error: expected one of control, pulse")
        self.assertEqual(self.refused(*fine, "--against", "contrl"),
                         "--against contrl: error: no arm of this name; expected one of control, pulse; did you mean "
                         "'control'?")
        self.assertEqual(self.refused(*fine, "--outcome", "p65_nuclea.peak"),
                         "--outcome p65_nuclea.peak: error: unknown observable 'p65_nuclea'; did you mean "
                         "'p65_nuclear'?")
        self.assertEqual(self.refused("--arm", "pulse", "--parameter", "ikk_activation.K_t"),
                         "--parameter ikk_activation.K_t: error: no parameter or module has this name; did you mean 'ikk_activation.K_T'?")
        self.assertIn("--rows", self.refused(*fine, "-n", "1"))
        self.assertIn("--fidelity", self.refused(*fine, "--fidelity", "blocks"))


if __name__ == "__main__":
    unittest.main()
