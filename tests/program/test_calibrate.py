"""knead calibrate as a user meets it: its files, what kills it and where it goes on, threads, ranks, and every refusal.

Usage: test_calibrate.py KNEAD SOURCE_DIR
"""

import fcntl
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

KNEAD, SOURCE = pathlib.Path(sys.argv.pop(1)).resolve(), pathlib.Path(sys.argv.pop(1)).resolve()
DISH = """study: dish
seed: 1
subjects: {count: 3}
tissue: {kind: culture, domains: 2}
arms:
  control: []
  pulse:
    - medium: {start: 0 min, segments: [{for: 30 min, tnf: 8 pM}]}
  short:
    - medium: {start: 0 min, segments: [{for: 5 min, tnf: 8 pM}]}
sample: {biopsy: {at: [baseline, 30 min]}}
rows: {pulse_vs_control: [pulse, control], short_vs_control: [short, control], pulse: [pulse]}
until: 30 min
output: {series: 5 min}
"""
CALIBRATION = """calibration: mine
about: a dish
seed: 5
tables: {measurements: measured.tsv, conditions: conditions.tsv, observables: observables.tsv, parameters: parameters.tsv}
studies: [dish.yaml]
carried: [fatigue]
search: {starts: 3, evaluations: 25}
profile: {evaluations: 12}
chains: {chains: 3, warm_up_rounds: 2, warm_up_steps: 16, linearised: 2, steps: 40, draws: 24}
reweight: {people: 2}
"""
MEASURED = """study study_file observable as_printed condition contrast time_h kind measurement spread spread_is n how note
Me dish tnf_mrna . pulse_vs_control paired 0.5 ratio 2.5 0.2 SE 8 assumed .
Me dish nfkb_dna_binding . pulse_vs_control paired 0.5 ratio 20 4 SE 8 assumed .
Me dish p65_nuclear . pulse baseline 0.5 sign 1 . P<0.05 8 assumed .
Me dish tnf_mrna . short_vs_control paired 0.5 ratio 1.8 0.3 SE 8 assumed .
Other not_here tnf_mrna . any paired 0.5 ratio 1.8 0.3 SE 8 assumed .
"""
CONDITIONS = """conditionId study_file treatment use
pulse_vs_control dish none fit
pulse dish none fit
short_vs_control dish massage fit
"""
OBSERVABLES = """observableId noiseFormula
tnf_mrna 0.2
nfkb_dna_binding .
"""
PARAMETERS = """parameterId estimate
ikk_activation.K_T 1
cytokine_expression.g_T 1
nfkb.kQi 1
cytokine_expression.g_I 0
"""
FILES = {"dish.yaml": DISH, "mine.yaml": CALIBRATION, "measured.tsv": MEASURED, "conditions.tsv": CONDITIONS,
         "observables.tsv": OBSERVABLES, "parameters.tsv": PARAMETERS}
MADE = ["mine.report.md", "mine.tsv", "mine_exercise_only.tsv"]


def tabbed(table):
    """A table with tabs, in which a point stands for a blank field."""
    return "".join("\t".join("" if field == "." else field for field in line.split(" ")) + "\n"
                   for line in table.splitlines())


def write(folder, **changes):
    """The problem's files, some of them changed; NAME_tsv or NAME_yaml as keys."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        text = changes.get(name.replace(".", "_"), text)
        (folder / name).write_text(tabbed(text) if name.endswith(".tsv") else text)


def mpirun():
    """How to start two ranks here, or nothing if this machine cannot."""
    program = shutil.which("mpirun")
    root = ["--allow-run-as-root"] if os.getuid() == 0 else []
    return [program, *root, "--oversubscribe", "-n", "2"] if program else None


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def draws_of(path):
    """Header and numbers of a posterior file."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return lines[0].split("\t"), np.array([[float(x) for x in line.split("\t")] for line in lines[1:]])


class Calibrate(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory()
        cls.addClassCleanup(held.cleanup)
        cls.home = pathlib.Path(held.name)
        write(cls.home)
        cls.whole = cls.home / "whole"
        cls.said = cls.calibrate(cls.whole)

    @classmethod
    def command(cls, folder, *options, before=(), file="mine.yaml"):
        return [*before, str(KNEAD), "calibrate", str(cls.home / file), "-o", str(folder), *options]

    @classmethod
    def calibrate(cls, folder, *options, before=()):
        done = subprocess.run(cls.command(folder, *options, before=before), capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(done.args)} ended with {done.returncode}: {done.stderr}")
        return done

    def evaluations(self):
        return int(re.search(r"; (\d+) well-mixed simulations", (self.whole / "mine.report.md").read_text()).group(1))

    def stopped(self, folder, share, how):
        """Starts, and is stopped with this share of all simulations on the disk."""
        rows = 4 * 7 + 1  # numbers of an answer: seven a row, and its key
        bytes_then = 24 + 8 * rows * int(share * self.evaluations())
        ledger = folder / "mine.fit.part"
        process = subprocess.Popen(self.command(folder, "--threads", "1"), stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            if ledger.exists() and ledger.stat().st_size >= bytes_then:
                break
            time.sleep(0.002)
        process.send_signal(how)
        errors = process.communicate(timeout=60)[1]
        self.assertEqual(sorted(path.name for path in folder.iterdir()), ["mine.fit.part", "mine.people.part"])
        self.assertGreaterEqual(ledger.stat().st_size, bytes_then)
        return process.returncode, errors

    def test_it_ends_with_posteriors_and_a_report(self):
        self.assertEqual(list(contents(self.whole)), MADE)
        self.assertEqual(self.said.stdout.split(), [str(self.whole / name) for name in
                                                    ("mine.tsv", "mine_exercise_only.tsv", "mine.report.md")])
        self.assertIn("mine: 4 rows of 1 studies, 3 free parameters, ", self.said.stderr)
        for name in ("mine.tsv", "mine_exercise_only.tsv"):
            header, draws = draws_of(self.whole / name)
            self.assertEqual(header[:4], ["weight", "ikk_activation.K_T", "cytokine_expression.g_T", "nfkb.kQi"])
            self.assertEqual(header[-1], "log_likelihood.dish")
            self.assertTrue(any(column.startswith("fatigue.") for column in header))
            self.assertEqual(len(draws), 24)
            self.assertAlmostEqual(draws[:, 0].sum(), 1, places=4)
            for column, (low, high) in enumerate([(20, 600), (1, 50), (0, 0.01)], 1):
                self.assertTrue(np.all((draws[:, column] >= low) & (draws[:, column] <= high)))
            text = (self.whole / name).read_text()
            self.assertIn(f"# command: knead calibrate {self.home}/mine.yaml\n", text)
            self.assertIn("# seed: 5\n", text)
            self.assertRegex(text, r"(?m)^# ancestors: \d+ of (120|24)$")
            self.assertRegex(text, "(?m)^# study dish: [0-9a-f]{16}$")
        fitted = [tuple(line[len("# fitted row: "):].split("\t")) for line in
                  (self.whole / "mine.tsv").read_text().splitlines() if line.startswith("# fitted row: ")]
        self.assertEqual(fitted, [("Me", "dish", observable, condition, "0.5", kind) for observable, condition, kind in (
            ("tnf_mrna", "pulse_vs_control", "ratio"), ("nfkb_dna_binding", "pulse_vs_control", "ratio"),
            ("p65_nuclear", "pulse", "sign"), ("tnf_mrna", "short_vs_control", "ratio"))])
        self.assertEqual((self.whole / "mine_exercise_only.tsv").read_text().count("# fitted row: Me\tdish\t"), 3)
        report = (self.whole / "mine.report.md").read_text()
        for part in ("# Calibration `mine`", "4 rows of 1 studies; 3 free parameters and",
                     "\n3 chains of 40 kept steps of the median person, ", "`mine`: 120 draws of the chains, ",
                     "`mine_exercise_only`: 24 draws of the posterior of all rows, ", "| `nfkb.kQi` |", "| Me | p65_nuclear | pulse | 0.5 |"):
            self.assertIn(part, report)
        self.assertRegex(report, r"\| `nfkb\.kQi` .* not identifiable ")
        self.assertNotIn("nan", report)

    def test_the_treated_rows_matter_to_one_posterior_alone(self):
        """Without the rows of the short pulse the two are one question, and there is one posterior."""
        write(self.home / "untreated", conditions_tsv=CONDITIONS.replace("massage fit", "massage predict"))
        done = subprocess.run(self.command(self.home / "alone", file="untreated/mine.yaml"), capture_output=True,
                              text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("mine: 3 rows of 1 studies", done.stderr)
        self.assertEqual(list(contents(self.home / "alone")), ["mine.report.md", "mine.tsv"])

    def test_threads_change_no_bit(self):
        for threads in ("1", "3"):
            folder = self.home / f"threads_{threads}"
            self.calibrate(folder, "--threads", threads)
            self.assertEqual(contents(folder), contents(self.whole))

    def test_ranks_change_no_bit(self):
        start = mpirun()
        if not start:
            self.skipTest("no mpirun on this machine (package openmpi-bin): ranks were not tested")
        folder = self.home / "ranks"
        done = self.calibrate(folder, "--threads", "1", before=start)
        self.assertEqual(len(done.stdout.split()), 3)
        self.assertEqual(contents(folder), contents(self.whole))

    def test_killed_it_goes_on_to_the_same_bytes(self):
        folder = self.home / "killed"
        for share in (0.15, 0.6):
            code, _ = self.stopped(folder, share, signal.SIGKILL)
            self.assertEqual(code, -signal.SIGKILL)
        self.calibrate(folder)
        self.assertEqual(contents(folder), contents(self.whole))

    def test_ranks_go_on_from_what_one_process_left(self):
        start = mpirun()
        if not start:
            self.skipTest("no mpirun on this machine (package openmpi-bin): ranks were not tested")
        folder = self.home / "killed_then_ranks"
        self.stopped(folder, 0.5, signal.SIGKILL)
        self.calibrate(folder, "--threads", "1", before=start)
        self.assertEqual(contents(folder), contents(self.whole))

    def two_ranks(self, folder):
        start = mpirun()
        if not start:
            self.skipTest("no mpirun on this machine (package openmpi-bin): ranks were not tested")
        return subprocess.Popen(self.command(folder, "--threads", "1", before=start), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def test_what_one_rank_cannot_do_ends_all(self):
        folder = self.home / "one_cannot"
        for name in ("mine.fit.part.1", "mine.people.part"):  # rank 1 alone meets the first, rank 0 the second
            (folder / name).mkdir(parents=True)
            process = self.two_ranks(folder)
            out, errors = process.communicate(timeout=120)
            self.assertEqual((process.returncode, out), (2, ""), errors)
            said = [line for line in errors.splitlines() if ": error: " in line]
            self.assertEqual(said, [f"{folder / name}: error: cannot be written (Is a directory)"])
            (folder / name).rmdir()
        self.calibrate(folder)
        self.assertEqual(contents(folder), contents(self.whole))

    def test_one_rank_that_is_stopped_stops_all(self):
        folder = self.home / "one_stopped"
        process = self.two_ranks(folder)
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and not (folder / "mine.people.part.1").exists():
            time.sleep(0.002)
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        of_rank = {pid: pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0") for pid in children}
        second, = [pid for pid, environment in of_rank.items() if b"OMPI_COMM_WORLD_RANK=1" in environment]
        os.kill(int(second), signal.SIGINT)
        errors = process.communicate(timeout=120)[1]
        self.assertEqual(process.returncode, 130, errors)
        self.assertEqual(errors.count(f"interrupted: what was simulated is kept in {folder}/mine.*.part"), 1)
        self.calibrate(folder)
        self.assertEqual(contents(folder), contents(self.whole))

    def test_interrupted_it_says_what_is_kept(self):
        folder = self.home / "interrupted"
        code, errors = self.stopped(folder, 0.4, signal.SIGINT)
        self.assertEqual(code, 130, errors)
        self.assertEqual(errors.splitlines()[-1], f"interrupted: what was simulated is kept in {folder}/mine.*.part; "
                                                  "the same command goes on from there")
        self.calibrate(folder)
        self.assertEqual(contents(folder), contents(self.whole))

    def test_what_was_begun_with_other_tables_is_refused(self):
        folder = self.home / "other"
        self.stopped(folder, 0.2, signal.SIGKILL)
        before = contents(folder)
        write(self.home / "changed", dish_yaml=DISH.replace("for: 30 min, tnf: 8 pM", "for: 30 min, tnf: 7 pM"))
        done = subprocess.run(self.command(folder, file="changed/mine.yaml"), capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn(f"{folder}/mine.fit.part: error: was begun by other work", done.stderr)
        self.assertEqual(contents(folder), before)

    def test_what_another_build_has_begun_is_refused(self):
        folder = self.home / "other_build"
        self.stopped(folder, 0.2, signal.SIGKILL)
        before = contents(folder)
        build = self.home / "knead"
        build.write_bytes(KNEAD.read_bytes() + b"\n")
        build.chmod(0o755)
        done = subprocess.run([build, *self.command(folder)[1:]], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr.splitlines()[-1], f"{folder}/mine.fit.part: error: was begun by other work (other "
                                                       "settings, tables or build); remove it to begin again")
        self.assertEqual(contents(folder), before)

    def test_what_another_run_is_at_is_refused(self):
        folder = self.home / "in_use"
        folder.mkdir()
        with open(folder / "mine.fit.part", "w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            done = subprocess.run(self.command(folder), capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn(f"{folder}/mine.fit.part: error: is in use by another run", done.stderr.splitlines()[-1])

    def test_a_folder_that_cannot_be_made_is_told(self):
        validate = [str(KNEAD), "validate", str(self.home / "measured.tsv"), "--posterior", str(self.whole / "mine.tsv"),
                    "--study", str(self.home / "dish.yaml"), "-o", str(self.home / "mine.yaml")]
        for command in (self.command(self.home / "mine.yaml"), validate):
            done = subprocess.run(command, capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertEqual(done.stderr, f"{self.home}/mine.yaml: error: cannot make this folder (Not a directory)\n")

    def test_longer_chains_use_what_was_simulated(self):
        folder = self.home / "longer"
        self.stopped(folder, 0.5, signal.SIGKILL)
        size = (folder / "mine.fit.part").stat().st_size
        write(self.home / "long", mine_yaml=CALIBRATION.replace("steps: 40", "steps: 44"))
        done = subprocess.run(self.command(folder, file="long/mine.yaml"), capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreater(size, 24)
        self.assertIn("3 chains of 44 kept steps", (folder / "mine.report.md").read_text())

    def test_a_run_uses_the_posterior(self):
        study = self.home / "with_posterior"
        study.mkdir()
        (study / "dish.yaml").write_text(DISH)
        shutil.copy(self.whole / "mine.tsv", study)
        values = {}
        for posterior in ("mine", "none"):
            folder = study / posterior
            done = subprocess.run([KNEAD, "run", study / "dish.yaml", "-o", folder, "--no-table", "--posterior",
                                   posterior], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            with h5py.File(folder / "dish.h5") as file:
                values[posterior] = file["tnf_mrna"][()]
        self.assertEqual(values["mine"].shape, values["none"].shape)
        self.assertFalse(np.allclose(values["mine"], values["none"], rtol=1e-3))
        self.assertTrue(np.all(np.isfinite(values["mine"])))

    def validate(self, folder, *options, code=0):
        done = subprocess.run([KNEAD, "validate", self.home / "strangers.tsv", "-o", folder, *options],
                              capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def test_validate_knows_what_a_posterior_was_fitted_to(self):
        """Of a table of anybody's: two rows that were fitted, one of them treated, and one that was not."""
        lines = MEASURED.splitlines(keepends=True)
        new = lines[2].replace("20 4 SE", "25 4 SE").replace("Me ", "You ")
        (self.home / "strangers.tsv").write_text(tabbed("".join([lines[0], new, lines[4], lines[1]])))
        options = ["--study", self.home / "dish.yaml", "--posterior", self.whole / "mine.tsv"]
        said = self.validate(self.home / "validated", *options).stdout
        self.assertLessEqual(max(map(len, said.splitlines())), 120)
        self.assertEqual(list(contents(self.home / "validated")), ["mine.rows.tsv"])
        header, *rows = [line.split("\t") for line in (self.home / "validated/mine.rows.tsv").read_text().splitlines()]
        self.assertEqual(header[:8], ["study", "study_file", "observable", "condition", "time_h", "kind", "fitted", "verdict"])
        self.assertEqual([row[6] for row in rows], ["no", "yes", "yes"])
        alone = [row[header.index("exercise_only")] for row in rows]
        self.assertIn(alone[0], ("agrees", "disagrees"))
        self.assertIn(alone[1], ("agrees", "disagrees"))
        self.assertEqual(alone[2], "")

        told = self.validate(self.home / "none", *options, "--study", self.home / "dish.yaml", code=2).stderr
        self.assertEqual(told, f"--study {self.home}/dish.yaml: error: a second study 'dish'; expected each once\n")
        told = self.validate(self.home / "none", "--posterior", "min", code=2).stderr
        self.assertRegex(told, r"^--posterior min: error: no posterior 'min' \(looked for .*\)\n$")
        self.assertFalse((self.home / "none").exists())

    def refused(self, **changes):
        """What a problem with these changes is told; it must end with 2, in a line, and write nothing."""
        with tempfile.TemporaryDirectory(dir=self.home) as name:
            place, target = pathlib.Path(name), self.home / "nothing"
            write(place, **changes)
            done = subprocess.run(self.command(target, file=place / "mine.yaml"), capture_output=True, text=True,
                                  timeout=60)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertFalse(target.exists())
        lines = done.stderr.strip().splitlines()
        self.assertEqual(len(lines), 1, done.stderr)
        return lines[0].replace(name + "/", "")

    def test_mistakes_in_the_calibration_are_told_by_their_place(self):
        for change, said in (
                (("search:", "serach:"), r"mine\.yaml:7:1: error: unknown key 'serach'.*"),
                (("starts: 3", "starts: 0"), r"mine\.yaml:7:18: error: .*0.*"),
                (("starts: 3", "starts: many"), r"mine\.yaml:7:18: error: .*many.*"),
                (("chains: 3", "chains: 1"), r"mine\.yaml:9:18: error: .*"),
                (("steps: 40", "steps: 3"), r"mine\.yaml:9:\d+: error: .*"),
                (("[fatigue]", "[fatige]"),
                 r"mine\.yaml:6:11: error: no module 'fatige' among the parameters; did you mean 'fatigue'\?"),
                (("[fatigue]", "[fatigue, laboratory]"), r"mine\.yaml:6:20: error: module 'laboratory' belongs to the "
                 r"study \(how .* is no part of a posterior\); expected another module"),
                (("calibration: mine\n", ""), r"mine\.yaml:\d+:\d+: error: missing key 'calibration'.*"),
                (("parameters: parameters.tsv", "parameters: none.tsv"), r"none\.tsv: error: cannot be read"),
                (("[dish.yaml]", "[dis.yaml]"), r".*dis\.yaml.*error: .*"),
                (("[dish.yaml]", "[dish.yaml, dish.yaml]"),
                 r"dish\.yaml: error: a second study 'dish'; expected each once"),
                (("seed: 5", "seed: [5"), r"mine\.yaml:\d+:\d+: error: .*")):
            with self.subTest(change=change):
                self.assertRegex(self.refused(mine_yaml=CALIBRATION.replace(*change)), f"^{said}$")

    def test_mistakes_in_the_tables_are_told_by_their_place(self):
        for name, change, said in (
                ("parameters", ("K_T 1", "K_TT 1"), r"parameters\.tsv:2:1: error: column 'parameterId': no parameter "
                                                    r"'ikk_activation\.K_TT'; did you mean 'ikk_activation\.K_T'\?"),
                ("parameters", (" 1\n", " 0\n"), r"parameters\.tsv: error: 0 free parameters; expected 1 to 20: .*"),
                ("parameters", ("nfkb.kQi 1", "limb.fat_modulus 1"),
                 r"parameters\.tsv:4:18: error: column 'estimate': limb\.fat_modulus belongs to the study .*; expected 0"),
                ("parameters", ("parameterId estimate", "parameterId nominalValue"),
                 r"parameters\.tsv:1:13: error: unknown column 'nominalValue' .*"),
                ("observables", ("0.2", "-0.2"), r"observables\.tsv:2:10: error: column 'noiseFormula': -0\.2 is below 0"),
                ("conditions", ("massage", "masage"), r"conditions\.tsv:4:23: error: column 'treatment': unknown word "
                                                      r"'masage' .*; did you mean 'massage'\?"),
                ("conditions", (" fit", " predict"), r"measured\.tsv: error: no row is fitted; .*"),
                ("measured", (" 0.5 ", " 9 "), r"measured\.tsv:2:1: error: no row is modelled by its study "
                                              r"\(this one: no sample at 9 h\); expected some"),
                ("measured", ("ratio 2.5", "ratio x"), r"measured\.tsv:2:\d+: error: .*'measurement'.*"),
                ("measured", ("paired 0.5 ratio 20", "pared 0.5 ratio 20"), r"measured\.tsv:3:\d+: error: .*'contrast'.*"),
                ("measured", ("kind measurement", "kind measurment"), r"measured\.tsv:1:\d+: error: .*")):
            with self.subTest(table=name, change=change):
                self.assertRegex(self.refused(**{f"{name}_tsv": FILES[f"{name}.tsv"].replace(*change)}), f"^{said}$")

    def test_mistakes_in_a_study_are_told_by_their_place(self):
        self.assertRegex(self.refused(dish_yaml=DISH.replace("until: 30 min", "until: 30 pM")),
                         r"^dish\.yaml:13:8: error: .*pM.*$")


if __name__ == "__main__":
    unittest.main()
