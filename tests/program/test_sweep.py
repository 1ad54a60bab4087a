"""knead sweep as a user meets it: its points, what kills it, where it goes on, and who else may work on it.

Usage: test_sweep.py KNEAD SOURCE_DIR
"""

import csv
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import h5py
import numpy as np
import xarray

KNEAD, SOURCE = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
STARTS = ["0 min", "10 min", "40 min", "100 min"]
BASE = """study: small
seed: 3
subjects: {count: 2}
tissue: {fibres: 5, length: 200 um, domain_length: 100 um}
before:
  - exercise: {kind: cycling, stages: [{for: 20 min, at: 70 %}, {for: 10 min, at: 75 %}]}
arms:
  rest: []
  massage:
    - massage: {start: 10 min, pressure: 20 kPa, strokes: [{petrissage: 5 min}]}
until: 4 h
output: {series: 20 min}
"""
SWEEP = """sweep: when
about: a small sweep
base: small.yaml
over:
  arms.massage.0.massage.start: [%s]
  parameters.nfkb.k1: [2.5e-3 /s, 2e-3 /s]
compare: {against: rest, outcomes: [soreness.peak, force.at(2 h), p65_nuclear.at(30 min)]}
""" % ", ".join(STARTS)


def mpirun():
    """How to start two ranks here, or nothing if this machine cannot."""
    program = shutil.which("mpirun")
    root = ["--allow-run-as-root"] if os.getuid() == 0 else []
    return [program, *root, "--oversubscribe", "-n", "2"] if program else None


def differences(first, second):
    """Datasets that differ between two sweeps' files."""
    with h5py.File(first) as a, h5py.File(second) as b:
        names = sorted(set(a) | set(b))
        return [n for n in names if n not in a or n not in b or not same(a[n][()], b[n][()])]


def same(a, b):
    return a.tolist() == b.tolist() if a.dtype == object else a.tobytes() == b.tobytes()


class Sweeps(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.home = pathlib.Path(tempfile.mkdtemp())
        (cls.home / "small.yaml").write_text(BASE)
        cls.file = cls.home / "when.yaml"
        cls.file.write_text(SWEEP)
        cls.whole = cls.home / "whole"
        cls.said = cls.run_sweep(cls.whole)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.home)

    @classmethod
    def command(cls, folder, *options, file=None, before=()):
        return [*before, str(KNEAD), "sweep", str(file or cls.file), "-o", str(folder), *options]

    @classmethod
    def run_sweep(cls, folder, *options, file=None, before=()):
        done = subprocess.run(cls.command(folder, *options, file=file, before=before), capture_output=True, text=True,
                              timeout=300)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(done.args)} ended with {done.returncode}: {done.stderr}")
        return done

    def refused(self, text, folder=None, *options, settings=()):
        """What a sweep file of this text is told; it must end with 2 and write nothing."""
        file = self.home / "wrong.yaml"
        file.write_text(text)
        target = folder or self.home / "nothing"
        changes = [word for setting in settings for word in ("--set", setting)]
        done = subprocess.run(self.command(target, *options, *changes, file=file), capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        if not folder:
            self.assertFalse(target.exists())
        return done.stderr.strip().splitlines()[-1].replace(str(self.home) + "/", "")

    def test_every_point_is_the_run_from_scratch(self):
        """What shares a trunk is bit for bit what `knead run` gives, in every series of every subject."""
        with h5py.File(self.whole / "when.h5") as sweep:
            labels = [text.decode() for text in sweep["point_label"][()]]
            self.assertEqual(len(labels), 8)
            for point, label in enumerate(labels):
                start, k1 = re.fullmatch(r"start=(.+), nfkb.k1=(.+)", label).groups()
                folder = self.home / f"alone_{point}"
                subprocess.run([KNEAD, "run", self.home / "small.yaml", "-o", folder, "--no-table", "--set",
                                f"arms.massage.0.massage.start={start}", "--set", f"parameters.nfkb.k1={k1}"],
                               check=True, capture_output=True, timeout=120)
                with h5py.File(folder / "small.h5") as alone:
                    series = [name for name in alone if isinstance(alone[name], h5py.Dataset) and alone[name].ndim == 3]
                    self.assertGreater(len(series), 60)
                    for name in series:
                        self.assertEqual(sweep[name][point].tobytes(), alone[name][()].tobytes(), f"{label}: {name}")

    def test_a_longer_bout_has_its_own_readings_before(self):
        """Points whose `before` differ in length are read on one grid, each as if it were alone."""
        file = self.home / "bouts.yaml"
        bouts = ("[{for: 10 min, at: 70 %}]", "[{for: 50 min, at: 70 %}]")
        file.write_text("sweep: bouts\nbase: small.yaml\nover:\n  before.0.exercise.stages: [%s, %s]\n" % bouts)
        self.run_sweep(self.home / "bouts", file=file)
        with h5py.File(self.home / "bouts/bouts.h5") as sweep:
            self.assertAlmostEqual(sweep["time"][0], -2 / 3)
            for point, bout in enumerate(bouts):
                folder = self.home / f"bout_{point}"
                subprocess.run([KNEAD, "run", self.home / "small.yaml", "-o", folder, "--no-table", "--set",
                                f"before.0.exercise.stages={bout}"], check=True, capture_output=True, timeout=120)
                with h5py.File(folder / "small.h5") as alone:
                    times = len(alone["time"])
                    for name in ("p65_nuclear", "ck_plasma", "force", "lactate"):
                        self.assertEqual(sweep[name][point][..., -times:].tobytes(), alone[name][()].tobytes(), name)
                        self.assertTrue(np.isnan(sweep[name][point][..., :-times]).all())

    def test_points_differ_and_arms_at_rest_do_not(self):
        with h5py.File(self.whole / "when.h5") as sweep:
            p65 = sweep["p65_nuclear"][()]
            massaged = {p65[point, :, 1].tobytes() for point in range(8)}
            rested = {p65[point, :, 0].tobytes() for point in range(8)}
            self.assertEqual((len(massaged), len(rested)), (8, 2))

    def test_xarray_opens_it(self):
        data = xarray.open_dataset(self.whole / "when.h5", engine="h5netcdf")
        self.assertEqual(data.force.dims, ("point", "subject", "arm", "time"))
        self.assertEqual(data.outcomes.dims, ("point", "subject", "arm", "outcome"))
        self.assertEqual(data.outcome.values.tolist(), ["soreness.peak", "force.at(2 h)", "p65_nuclear.at(30 min)"])
        self.assertEqual(data.axis_start.values.tolist(), [0, 0, 10, 10, 40, 40, 100, 100])
        self.assertEqual(data.axis_start.attrs["units"], "min")
        self.assertEqual(data["axis_nfkb.k1"].values.tolist(), [2.5e-3, 2e-3] * 4)
        self.assertTrue(bool(data.finished.all()))
        self.assertEqual(data.sessions.values.tolist(), [[0, 1]] * 8)
        self.assertEqual(data.treated.values.tolist(), [[0, 5]] * 8)
        self.assertEqual(data.attrs["against"], "rest")

    def test_outcomes_are_those_of_the_courses(self):
        data = xarray.open_dataset(self.whole / "when.h5", engine="h5netcdf")
        after = data.sel(time=slice(0, None))
        kept = data.outcomes
        np.testing.assert_array_equal(kept.sel(outcome="soreness.peak"), after.soreness.max("time"))
        np.testing.assert_allclose(kept.sel(outcome="force.at(2 h)"), data.force.sel(time=2, method="nearest"))
        np.testing.assert_allclose(kept.sel(outcome="p65_nuclear.at(30 min)"), data.p65_nuclear.interp(time=0.5))

    def test_threads_change_no_bit(self):
        for threads in ("1", "3"):
            folder = self.home / f"threads_{threads}"
            self.run_sweep(folder, "--threads", threads)
            self.assertEqual(differences(self.whole / "when.h5", folder / "when.h5"), [])

    def test_ranks_change_no_bit(self):
        start = mpirun()
        if not start:
            self.skipTest("no mpirun on this machine (package openmpi-bin): ranks were not tested")
        folder = self.home / "ranks"
        done = self.run_sweep(folder, "--threads", "1", before=start)
        self.assertEqual(done.stdout.split(), [str(folder / "when.h5")])
        self.assertEqual(differences(self.whole / "when.h5", folder / "when.h5"), [])

    def test_jobs_change_no_bit_and_the_last_makes_the_file(self):
        folder = self.home / "jobs"
        first = self.run_sweep(folder, "--shard", "1/2")
        self.assertRegex(first.stdout, r"8 of 16 runs are finished in .*when\.shards")
        self.assertFalse((folder / "when.h5").exists())
        last = self.run_sweep(folder, "--shard", "2/2")
        self.assertEqual(last.stdout.strip(), str(folder / "when.h5"))
        self.assertEqual(differences(self.whole / "when.h5", folder / "when.h5"), [])

    def test_merge_takes_what_is_finished(self):
        folder = self.home / "half"
        self.run_sweep(folder, "--shard", "1/2")
        done = subprocess.run([KNEAD, "merge", "when.shards"], cwd=folder, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("8 of 16 runs are finished; the others are NaN", done.stderr)
        with h5py.File(folder / "when.h5") as half, h5py.File(self.whole / "when.h5") as whole:
            self.assertEqual(half["finished"][()].sum(axis=0).tolist(), [8, 0])
            self.assertEqual(half["force"][:, 0].tobytes(), whole["force"][:, 0].tobytes())
            self.assertTrue(np.isnan(half["force"][:, 1]).all())

    def test_a_killed_sweep_goes_on_and_runs_nothing_twice(self):
        # Long enough to be met at work: more subjects, and one thread.
        folder, settings = self.home / "killed", ["--set", "subjects.count=6", "--threads", "1"]
        process = subprocess.Popen(self.command(folder, *settings), stdout=subprocess.PIPE, stderr=subprocess.PIPE)

        def finished():
            flags = []
            for shard in sorted((folder / "when.shards").glob("0*.h5")):
                try:
                    with h5py.File(shard, "r", locking=False) as file:
                        flags += file["finished"][()].tolist()
                except (OSError, KeyError):
                    pass  # being laid out
            return sum(flags)

        deadline = time.monotonic() + 120
        while finished() < 8 and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kept = finished()
        self.assertGreater(kept, 0)
        self.assertLess(kept, 48)
        done = self.run_sweep(folder, *settings)
        self.assertIn(f"{kept} of 48 runs are there already; going on from there", done.stderr)
        self.run_sweep(self.home / "unharmed", *settings)
        self.assertEqual(differences(self.home / "unharmed/when.h5", folder / "when.h5"), [])
        # Once more there is nothing to do.
        self.assertIn("48 of 48 runs are there already", self.run_sweep(folder, *settings).stderr)

    def test_a_full_disk_costs_what_is_not_finished(self):
        disk = self.home / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("no small disk can be mounted here: a full disk was not tested")
        try:
            done = subprocess.run(self.command(disk, "--threads", "1"), capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr.splitlines()[-1], r"^/.*when\.shards/000\d\.h5: error: cannot .* "
                                                           r"\(No space left on device\)$")
            subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)
            self.run_sweep(disk)
            self.assertEqual(differences(self.whole / "when.h5", disk / "when.h5"), [])
        finally:
            subprocess.run(["umount", disk])

    def test_interrupted_it_says_what_is_kept(self):
        folder = self.home / "interrupted"
        process = subprocess.Popen(self.command(folder, "--set", "subjects.count=6", "--threads", "1"),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while not (folder / "when.shards/0001.h5").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertRegex(errors.splitlines()[-1],
                         r"interrupted: \d+ of 48 runs are kept in .*when\.shards; the same command goes on from there")

    def test_another_sweep_is_not_mixed_in(self):
        folder = self.home / "mixed"
        self.run_sweep(folder, "--shard", "1/2")
        said = self.refused(SWEEP, folder, settings=["until=3 h"])
        self.assertIn("when.shards: error: begun by another sweep (a line of the study or its points was 'until: 4 h', "
                      "is 'until: 3 h'); expected the same, another folder (-o), or --anew to begin it again", said)
        said = self.refused(SWEEP.replace("100 min", "90 min"), folder)
        self.assertRegex(said, r"a line of the study or its points was '.*start=100 min.*', is '.*start=90 min.*'")
        self.assertIn("outcomes only (--summary-only) were asked for", self.refused(SWEEP, folder, "--summary-only"))
        with h5py.File(folder / "when.shards/0001.h5") as shard:
            self.assertEqual(shard["finished"][()].tolist(), [1] * 8)
        self.run_sweep(folder, "--anew", "--set", "until=3 h")
        with h5py.File(folder / "when.h5") as file:
            self.assertAlmostEqual(file["time"][-1], 3)

    def test_nothing_is_thrown_away_under_a_process_at_work(self):
        folder = self.home / "at_work"
        process = subprocess.Popen(self.command(folder, "--threads", "1", "--set", "subjects.count=6"),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 60
        while not (folder / "when.shards/0001.h5").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGSTOP)
        said = self.refused(SWEEP, folder, "--anew")
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0)
        self.assertRegex(said, r"when\.shards: error: another process works on it; expected it to end first")

    def test_parts_of_another_sweep_are_told(self):
        folder = self.home / "adopted"
        self.run_sweep(folder, "--shard", "1/2")
        (folder / "when.shards/sweep.h5").unlink()
        said = self.refused(SWEEP, folder, settings=["seed=99"])
        self.assertRegex(said, r"0001\.h5: error: a part of another sweep or version; expected another folder")

    def test_two_at_once_share_the_work(self):
        folder = self.home / "together"
        two = [subprocess.Popen(self.command(folder, "--threads", "1"), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True) for _ in range(2)]
        for process in two:
            process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0)
        self.assertIn("16 of 16 runs are there already", self.run_sweep(folder).stderr)
        self.assertEqual(differences(self.whole / "when.h5", folder / "when.h5"), [])

    def test_a_summary_keeps_outcomes_alone(self):
        folder = self.home / "summary"
        self.run_sweep(folder, "--summary-only")
        with h5py.File(folder / "when.h5") as summary, h5py.File(self.whole / "when.h5") as whole:
            self.assertEqual(summary["outcomes"][()].tobytes(), whole["outcomes"][()].tobytes())
            self.assertNotIn("force", summary)
        size = sum(path.stat().st_size for path in (folder / "when.shards").iterdir())
        self.assertLess(size, 120_000)

    def test_a_dry_run_tells_and_writes_nothing(self):
        folder = self.home / "dry"
        said = self.run_sweep(folder, "--dry-run").stdout
        self.assertFalse(folder.exists())
        for point, label in ((1, "start=0 min, nfkb.k1=2.5e-3 /s"), (8, "start=100 min, nfkb.k1=2e-3 /s")):
            self.assertRegex(said, rf"(?m)^ +{point}  {re.escape(label)}$")
        # Two values of k1 are two tissues; in each, four massages leave one leg at rest.
        self.assertEqual(len(re.findall(r"(?m)^ +-0\.5 h to ", said)), 2)
        simulated, less, separate = map(float, re.search(
            r"simulated: (\d+) h, (\d+) % less than the (\d+) h of every arm", said).groups())
        # Of each subject and k1: half an hour of ride once, the rest once, and what each massage leaves of four hours.
        expected = 2 * 2 * (0.5 + 4 + sum(4 - minutes / 60 for minutes in (0, 10, 40, 100)))
        self.assertAlmostEqual(simulated, expected, delta=0.02 * expected)
        self.assertEqual(separate, 2 * 8 * 2 * 4.5)
        self.assertAlmostEqual(less, 100 * (1 - expected / separate), delta=2)
        megabytes = float(re.search(r"disk: ([\d.]+) MB", said).group(1))
        shards = sum(path.stat().st_size for path in (self.whole / "when.shards").glob("0*.h5")) / 1e6
        self.assertAlmostEqual(megabytes, shards, delta=0.2 * shards)
        self.assertRegex(said, r"time: about ")

    def test_a_failing_point_is_told_and_the_others_are_kept(self):
        file = self.home / "failing.yaml"
        file.write_text(SWEEP.replace("sweep: when", "sweep: failing").replace(
            "parameters.nfkb.k1: [2.5e-3 /s, 2e-3 /s]", "parameters.mechanotransduction.tauCa: [60 s, 0 s]"))
        done = subprocess.run(self.command(self.home / "failing", file=file), capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"knead: error: point 2 \(start=0 min, .*tauCa=0 s\), subject 1: .*domain")
        self.assertRegex(done.stdout, r"8 of 16 runs are finished")

    def test_mistakes_are_told_by_their_place(self):
        self.assertEqual(self.refused(SWEEP.replace("massage.start", "massage.begin")),
                         "wrong.yaml:5:3: error: unknown key 'begin' in massage (keys: start, every, times, days, weeks, "
                         "strokes, pressure)")
        self.assertEqual(self.refused(SWEEP.replace("0 min, 10 min", "10 kPa, 10 min")),
                         "wrong.yaml:5:34: error: start: kPa is not a unit of the same kind as s; expected a quantity in s")
        self.assertRegex(self.refused(SWEEP.replace("[0 min, 10 min, 40 min, 100 min]", "[]")),
                         r"wrong\.yaml:5:\d+: error: .*empty list")
        self.assertRegex(self.refused(SWEEP.replace("base: small.yaml", "base: smal.yaml")),
                         r"wrong\.yaml:3:7: error: .*smal\.yaml")
        self.assertRegex(self.refused(SWEEP.replace("soreness.peak", "sorenes.peak")),
                         r"wrong\.yaml:7:\d+: error: unknown observable 'sorenes'; did you mean 'soreness'\?")
        self.assertEqual(self.refused(SWEEP, None, "--shard", "4/3"),
                         "knead: error: --shard: '4/3' is no part of a whole; expected K/N with K from 1 to N, as in 3/100 "
                         "(`knead --help` tells more)")

    def test_merge_refuses_what_is_no_sweep(self):
        for given, said in ((self.home, f"{self.home}: error: not the parts of a sweep; expected its folder NAME.shards"),
                            (self.home / "x.shards", f"{self.home}/x.shards/sweep.h5: error: no such file; expected the "
                                                     "file NAME.h5 of a sweep")):
            done = subprocess.run([KNEAD, "merge", given], capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stderr.strip()), (2, said))

    def test_compare_reads_it(self):
        done = subprocess.run([KNEAD, "compare", self.whole / "when.h5", "--csv", self.home / "when.csv"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("when: 8 options against rest", done.stdout)
        # Two values of k1 and four starts: eight candidates, three outcomes each. At rest k1 matters, so that each of
        # its values is compared by itself.
        rows = list(csv.DictReader((self.home / "when.csv").read_text().splitlines()))
        candidates = [row for row in rows if row["role"] == "candidate"]
        self.assertEqual(len(candidates), 8 * 3)
        self.assertEqual({row["group"] for row in rows}, {"nfkb.k1=2.5e-3 /s", "nfkb.k1=2e-3 /s"})
        sixth = [row for row in candidates if row["point"] == "6"]
        self.assertEqual({(row["start"], row["start_value"], row["nfkb.k1_value"], row["sessions"], row["minutes"])
                          for row in sixth}, {("40 min", "40", "0.002", "1", "5")})


if __name__ == "__main__":
    unittest.main()
