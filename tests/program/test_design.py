"""knead design as a user meets it: what it prints and writes, what it refuses, and where it goes on.

Usage: test_design.py KNEAD SOURCE_DIR
"""

import csv
import math
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

KNEAD, SOURCE = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
STUDY = """study: small
seed: 3
subjects: {count: 2}
before:
  - exercise: {kind: eccentric, contractions: 60}
arms:
  rest: []
  massage:
    - massage: {start: 30 min, pressure: 20 kPa, strokes: [{petrissage: 5 min}]}
until: 1 d
output: {series: 30 min}
"""
DESIGN = """design: next
posterior: constructed
study: small.yaml
people: 2
discrepancy: 0
questions:
  loss: {outcome: force.at(24 h), arm: rest}
  start: {outcome: soreness.area, arm: massage, over: {arms.massage.0.massage.start: [10 min, 3 h]}}
candidates:
  force_few: {observable: force, arm: rest, against: baseline, at: 24 h, people: 4}
  force_many: {observable: force, arm: rest, against: baseline, at: 24 h, people: 10000}
  p65: {observable: p65_nuclear, arm: massage, against: rest, at: 50 min, people: 8}
"""


def mpirun():
    """How to start two ranks here, or nothing if this machine cannot."""
    program = shutil.which("mpirun")
    root = ["--allow-run-as-root"] if os.getuid() == 0 else []
    return [program, *root, "--oversubscribe", "-n", "2"] if program else None


def posterior(draws):
    """Draws of a few parameters from their log-uniform priors, of equal weight."""
    ends = {"damage.q": (0.0058, 0.023), "damage.kL1": (7e-4, 2e-2), "damage.kox": (0.001, 1),
            "soreness.wN": (0.5, 10)}
    source = random.Random(1)
    lines = ["# command: constructed for a test", "\t".join(["weight", *ends])]
    for _ in range(draws):
        values = [math.exp(source.uniform(math.log(low), math.log(high))) for low, high in ends.values()]
        lines.append("\t".join([f"{1 / draws:.6g}", *(f"{value:.6g}" for value in values)]))
    return "\n".join(lines) + "\n"


class Designs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp())
        (cls.home / "small.yaml").write_text(STUDY)
        (cls.home / "constructed.tsv").write_text(posterior(64))
        cls.file = cls.home / "next.yaml"
        cls.file.write_text(DESIGN)
        cls.said = cls.run_design(cls.home / "whole")
        cls.whole = (cls.home / "whole/next.design.tsv").read_bytes()

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.home)

    @classmethod
    def command(cls, folder, *options, file=None, before=()):
        return [*before, str(KNEAD), "design", str(file or cls.file), "-o", str(folder), *options]

    @classmethod
    def run_design(cls, folder, *options, before=()):
        done = subprocess.run(cls.command(folder, *options, before=before), capture_output=True, text=True, timeout=900)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(done.args)} ended with {done.returncode}: {done.stderr}")
        return done

    def refused(self, text, *options):
        """What a design of this text is told; it must end with 2 and write nothing."""
        file, target = self.home / "wrong.yaml", self.home / "nothing"
        file.write_text(text)
        done = subprocess.run(self.command(target, *options, file=file), capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertFalse(target.exists())
        lines = done.stderr.strip().splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        return lines[0].replace(str(self.home) + "/", "")

    def rows(self):
        lines = self.whole.decode().splitlines()
        table = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
        return {(row["question"], row["candidate"]): row for row in table}

    def test_it_tells_in_a_table_and_in_words(self):
        out = self.said.stdout
        self.assertIn("loss: force.at(24 h) of rest\n  now: ", out)
        self.assertIn("effective draws", out)
        self.assertIn("tells most: the answer's SD is expected to go from", out)
        self.assertIn("start: which option has the best soreness.area of massage\n  start=10 min: ", out)
        self.assertIn("this holds for this model, its priors and the posterior constructed (64 draws)", out)
        self.assertTrue(out.endswith("next.design.tsv\n"))
        self.assertEqual([path.name for path in (self.home / "whole").iterdir()], ["next.design.tsv"])

    def test_more_people_do_not_rank_below_fewer(self):
        rows = self.rows()
        for question in ("loss", "start"):
            many, few = rows[question, "force_many"], rows[question, "force_few"]
            self.assertGreaterEqual(float(many["worth"]), float(few["worth"]) - 2 * float(few["error"]))
        self.assertGreater(float(rows["loss", "force_many"]["worth"]), 30)
        self.assertEqual(float(rows["loss", "force_many"]["behind_first"]), 0)

    def test_threads_change_no_byte(self):
        for threads in ("1", "3"):
            folder = self.home / f"threads_{threads}"
            said = self.run_design(folder, "--threads", threads)
            self.assertEqual((folder / "next.design.tsv").read_bytes(), self.whole)
            self.assertEqual(said.stdout.splitlines()[:-1], self.said.stdout.splitlines()[:-1])

    def test_ranks_change_no_byte_and_go_on_from_what_one_process_left(self):
        start = mpirun()
        if not start:
            self.skipTest("no mpirun on this machine (package openmpi-bin): ranks were not tested")
        folder = self.home / "ranks"
        self.interrupted(folder, signal.SIGKILL)
        said = self.run_design(folder, "--threads", "1", before=start)
        self.assertRegex(said.stderr, r"\d+ of 64 draws are there already; going on from there")
        self.assertEqual([path.name for path in folder.iterdir()], ["next.design.tsv"])
        self.assertEqual((folder / "next.design.tsv").read_bytes(), self.whole)
        self.assertEqual(said.stdout.splitlines()[:-1], self.said.stdout.splitlines()[:-1])

    def test_a_folder_that_cannot_be_made_is_told(self):
        done = subprocess.run(self.command(self.file), capture_output=True, text=True, timeout=600)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr, f"{self.file}: error: cannot make this folder (Not a directory)\n")

    def interrupted(self, folder, how):
        """Ends a run by a signal once it has kept something; its exit code and what it said."""
        run = subprocess.Popen(self.command(folder, "--threads", "1"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True)
        part = folder / "next.design.part"
        until = time.monotonic() + 600  # on a busy machine
        while time.monotonic() < until and run.poll() is None and not (part.exists() and part.stat().st_size > 600):
            time.sleep(0.01)
        run.send_signal(how)
        _, error = run.communicate(timeout=600)
        return run.returncode, error

    def test_killed_it_goes_on(self):
        folder = self.home / "killed"
        code, _ = self.interrupted(folder, signal.SIGKILL)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertFalse((folder / "next.design.tsv").exists())
        again = self.run_design(folder)
        self.assertRegex(again.stderr, r"\d+ of 64 draws are there already; going on from there")
        self.assertEqual((folder / "next.design.tsv").read_bytes(), self.whole)
        self.assertFalse((folder / "next.design.part").exists())

    def test_asked_to_stop_it_says_how_to_go_on(self):
        folder = self.home / "stopped"
        code, error = self.interrupted(folder, signal.SIGINT)
        self.assertEqual(code, 130, error)
        self.assertRegex(error.strip().splitlines()[-1],
                         r"interrupted: \d+ of 64 draws are kept in .*next\.design\.part; the same command goes on")
        self.run_design(folder)
        self.assertEqual((folder / "next.design.tsv").read_bytes(), self.whole)

    def test_what_was_kept_of_another_design_is_refused(self):
        folder = self.home / "other"
        self.interrupted(folder, signal.SIGKILL)
        changed = self.home / "next_changed.yaml"
        changed.write_text(DESIGN.replace("people: 4}", "people: 5}"))
        done = subprocess.run(self.command(folder, file=changed), capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("next.design.part: error:", done.stderr)

    def test_mistakes_are_one_line_with_their_place(self):
        self.assertEqual(self.refused(DESIGN.replace("observable: p65_nuclear", "observable: p65_nuclar")),
                         "wrong.yaml:12:21: error: unknown observable 'p65_nuclar'; did you mean 'p65_nuclear'?")
        self.assertEqual(self.refused(DESIGN.replace("24 h), arm: rest", "24 h), arm: rests")),
                         "wrong.yaml:7:40: error: unknown arm 'rests' (arms: rest, massage); did you mean 'rest'?")
        self.assertEqual(self.refused(DESIGN.replace("soreness.area", "soreness.arae")),
                         "wrong.yaml:8:20: error: unknown reducer 'arae' (reducers: at, peak, minimum, area, end, "
                         "days_to); did you mean 'area'?")
        self.assertIn("unknown key 'peple' in design", self.refused(DESIGN.replace("people: 2", "peple: 2")))
        self.assertIn("wrong.yaml:2:12: error: no posterior 'constructt'",
                      self.refused(DESIGN.replace("constructed", "constructt")))
        self.assertIn("--posterior nobody: error: no posterior 'nobody'", self.refused(DESIGN, "--posterior", "nobody"))
        self.assertIn("no study", self.refused(DESIGN.replace("small.yaml", "smal.yaml")))

    def test_the_shipped_design_is_right(self):
        """Only its posterior may be missing."""
        text = (SOURCE / "configs/designs/what_next.yaml").read_text()
        text = text.replace("../studies", str(SOURCE / "configs/studies"))
        text = text.replace("../calibration", str(SOURCE / "configs/calibration"))
        self.assertIn("no posterior 'not_there'", self.refused(text, "--posterior", "not_there"))


if __name__ == "__main__":
    unittest.main()
