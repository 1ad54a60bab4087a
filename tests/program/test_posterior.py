"""A posterior as a user meets it: what a run has by default, how it is switched off, and what its file's change does.

Usage: test_posterior.py KNEAD SOURCE_DIR
"""

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

KNEAD, SOURCE = str(pathlib.Path(sys.argv.pop(1)).resolve()), pathlib.Path(sys.argv.pop(1)).resolve()
STUDY = """study: small
seed: 3
subjects: {count: 4}
tissue: {kind: well_mixed, domains: 4}
before:
  - exercise: {kind: cycling, stages: [{for: 20 min, at: 70 %}, {for: 10 min, at: 75 %}]}
arms:
  rest: []
  massage:
    - massage: {start: 10 min, strokes: [{petrissage: 5 min}]}
sample: {biopsy: {at: [baseline, 1 h]}}
until: 2 h
output: {series: 20 min}
"""
SWEEP = """sweep: duties
base: small.yaml
over: {parameters.massage.duty: [0.1, 0.4]}
"""
DRAWS = """# command: written by a test
weight\tnfkb.k1\tmassage.pressure\tmassage.duty\tbiogenesis.w65i
1\t0.002\t10\t0.2\t20
2\t0.004\t30\t0.3\t10
1\t0.003\t55\t0.1\t5
"""


def content(path):
    """All bytes of a results file's data, without its provenance, and apart from it the resolved study."""
    found = {}
    with h5py.File(path) as file:
        def take(name, item):
            if isinstance(item, h5py.Dataset) and name.split("/")[0] != "provenance":
                values = item[()]
                found[name] = values.tolist() if values.dtype == object else values.tobytes()

        file.visititems(take)
        return found, file.attrs["config"]


class Posterior(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.home = pathlib.Path(held.name)
        self.configs = self.home / "configs"
        shutil.copytree(SOURCE / "configs", self.configs, ignore=shutil.ignore_patterns("*.tsv.gz", "cluster"))
        shutil.rmtree(self.configs / "posterior", ignore_errors=True)
        (self.configs / "posterior").mkdir()
        self.draws = self.configs / "posterior/calibrated.tsv"
        self.draws.write_text(DRAWS)
        (self.home / "small.yaml").write_text(STUDY)
        (self.home / "duties.yaml").write_text(SWEEP)
        self.environment = {**os.environ, "KNEAD_CONFIGS": str(self.configs)}

    def knead(self, *words, code=0):
        done = subprocess.run([KNEAD, *map(str, words)], capture_output=True, text=True, timeout=300, cwd=self.home,
                              env=self.environment)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def run_into(self, folder, *options, study="small.yaml"):
        said = self.knead("run", study, "-o", folder, "--no-table", *options)
        return content(self.home / folder / "small.h5"), said.stderr

    def test_a_run_has_the_calibrated_one_unless_told_otherwise(self):
        (with_draws, config), said = self.run_into("with")
        self.assertIn(", posterior calibrated\n", said)
        self.assertRegex(config, r"\nposterior: \{name: calibrated, checksum: [0-9a-f]{16}, draws: \[[1-3](, [1-3]){3}\]\}\n")
        (without, config_without), said = self.run_into("without", "--posterior", "none")
        self.assertNotIn("posterior", said)
        self.assertNotEqual(with_draws, without)

        self.draws.unlink()  # as if there had never been one
        (never, config_never), _ = self.run_into("never")
        self.assertEqual(without, never)
        self.assertEqual(config_without, config_never)
        self.assertIn("\nposterior: none\n", config_never)

    def test_what_the_study_says_stands_above_the_draws(self):
        said = {"nfkb.k1": "2.5e-3 /s", "massage.pressure": "20 kPa", "massage.duty": "0.3", "biogenesis.w65i": "3 /uM"}
        text = STUDY + "parameters: {" + ", ".join(f"{name}: {value}" for name, value in said.items()) + "}\n"
        (self.home / "all_said.yaml").write_text(text)
        above, _ = self.run_into("above", study="all_said.yaml")
        off, _ = self.run_into("off", "--posterior", "none", study="all_said.yaml")
        self.assertEqual(above, off)
        some, _ = self.run_into("some", "--set", "parameters.nfkb.k1=2.5e-3 /s")
        self.assertNotIn(some[0], (above[0], self.run_into("with")[0][0]))

        (self.home / "none.yaml").write_text(STUDY + "posterior: none\n")
        self.assertEqual(self.run_into("none", study="none.yaml")[0][0],
                         self.run_into("off2", "--posterior", "none")[0][0])
        self.assertEqual(self.run_into("asked", "--posterior", "calibrated", study="none.yaml")[0][0],
                         self.run_into("with2")[0][0])
        told = self.knead("run", "all_said.yaml", "--posterior", "calibrated", code=2)
        self.assertEqual(told.stderr, "--posterior calibrated: error: nothing of it is in force (the study sets all its "
                                      "parameters itself)\n")

    def test_threads_change_no_bit(self):
        one, _ = self.run_into("one", "--threads", "1")
        three, _ = self.run_into("three", "--threads", "3")
        self.assertEqual(one, three)

    def test_a_run_that_goes_on_has_the_same_bits(self):
        whole, _ = self.run_into("whole", "--set", "until=7 d")
        line = [KNEAD, "run", "small.yaml", "-o", "parts", "--no-table", "--threads", "1", "--set", "until=7 d"]
        process = subprocess.Popen(line, cwd=self.home, env=self.environment, stderr=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL)
        part, size = self.home / "parts/small.h5.part", None
        while process.poll() is None:  # until the first subject is in
            now = part.stat().st_size if part.exists() else None
            if now and size and now > size:
                process.send_signal(signal.SIGKILL)
                break
            size = now or size
            time.sleep(0.005)
        process.wait()
        gone_on, said = self.run_into("parts", "--set", "until=7 d")
        self.assertEqual(gone_on, whole)

    def test_a_results_file_repeats_itself_while_the_draws_are_the_same(self):
        first, _ = self.run_into("first")
        self.assertEqual(self.run_into("again", study="first/small.h5")[0], first)
        then = re.search("checksum: ([0-9a-f]{16})", first[1]).group(1)

        self.draws.write_text(DRAWS.replace("0.004", "0.005"))
        told = self.knead("run", "first/small.h5", "-o", "later", code=2).stderr
        self.assertRegex(told, r"^first/small\.h5:config:\d+:\d+: error: posterior 'calibrated' has been made anew since "
                               rf"\(\S*calibrated\.tsv has the checksum [0-9a-f]{{16}}, not {then}\); expected the file as "
                               r"it was, or `--posterior none`\n$")
        self.assertFalse((self.home / "later").exists())
        off, _ = self.run_into("off", "--posterior", "none", study="first/small.h5")
        self.assertEqual(off, self.run_into("off2", "--posterior", "none")[0])

    def test_check_says_where_each_value_comes_from(self):
        text = self.knead("check", "-v", "small.yaml", "--set", "parameters.massage.duty=0.5").stdout
        self.assertRegex(text, r"(?m)^posterior: \{name: calibrated, .*\}  # default$")
        self.assertRegex(text, r"(?m)^drawn_parameters:\n  nfkb\.k1: 0\.0025 /s +# posterior calibrated\.tsv, over default$")
        self.assertRegex(text, r"(?m)^  massage\.duty: 0\.5 +# --set parameters\.massage\.duty=0\.5$")
        self.assertIn("in each of 4 draws of the posterior after", text)
        (self.home / "resolved.yaml").write_text(text)
        self.assertEqual(self.run_into("resolved", study="resolved.yaml")[0][0],
                         self.run_into("set", "--set", "parameters.massage.duty=0.5")[0][0])
        self.assertEqual(self.knead("check", "small.yaml", "--posterior", "calibratd", code=2).stderr,
                         f"--posterior calibratd: error: no posterior 'calibratd' (looked for calibratd.tsv and "
                         f"{self.draws.parent}/calibratd.tsv); did you mean 'calibrated'?\n")

    def test_compare_says_what_its_intervals_hold_whatever_became_of_the_draws(self):
        self.run_into("with")
        self.run_into("without", "--posterior", "none")
        self.draws.unlink()
        said = self.knead("compare", "with/small.h5", "--outcome", "p65_nuclear.peak").stdout
        self.assertIn("over 4 subjects, each with its own draw of the posterior calibrated: the intervals hold both",
                      said)
        said = self.knead("compare", "without/small.h5", "--outcome", "p65_nuclear.peak").stdout
        self.assertIn("the uncertainty of the model itself is not in these intervals", said)
        told = self.knead("compare", "with/small.h5", "without/small.h5", "--outcome", "p65_nuclear.peak", code=2)
        self.assertRegex(told.stderr, r"its posterior is none, not calibrated [0-9a-f]{16}")

    def test_a_point_of_a_sweep_is_the_run_of_it(self):
        said = self.knead("sweep", "duties.yaml", "-o", "swept")
        self.assertIn(", posterior calibrated\n", said.stderr)
        with h5py.File(self.home / "swept/duties.h5") as swept:
            for point, duty in enumerate(["0.1", "0.4"]):
                self.run_into(f"point{point}", "--set", f"parameters.massage.duty={duty}")
                with h5py.File(self.home / f"point{point}/small.h5") as run:
                    for name in ("p65_nuclear", "force", "glycogen"):
                        self.assertEqual(swept[name][point].tobytes(), run[name][()].tobytes(), name)
        self.assertIn("each with its own draw of the posterior calibrated",
                      self.knead("compare", "swept/duties.h5", "--outcome", "p65_nuclear.peak").stdout)

        self.draws.write_text(DRAWS + "0\t0.003\t55\t0.1\t5\n")
        told = self.knead("sweep", "duties.yaml", "-o", "swept", code=2).stderr
        self.assertIn("another", told)
        self.knead("sweep", "duties.yaml", "-o", "off", "--posterior", "none")
        self.run_into("point_off", "--posterior", "none", "--set", "parameters.massage.duty=0.1")
        with h5py.File(self.home / "off/duties.h5") as swept, h5py.File(self.home / "point_off/small.h5") as run:
            self.assertEqual(swept["p65_nuclear"][0].tobytes(), run["p65_nuclear"][()].tobytes())

    def test_the_table_tells_fitted_rows_and_its_priors_know_of_no_posterior(self):
        quick = ["--set", "tissue=well_mixed", "--set", "output.snapshots={}", "--set", "subjects.count=3", "--set",
                 "until=3 h", "--prior-draws", "4"]
        crane = self.configs / "studies/crane2012.yaml"
        row = re.compile(r"^  (\w+ +[\d.]+ h) .*? (\d+) % +(\d+) %  \w", re.MULTILINE)
        without = self.knead("run", crane, "-o", "without", *quick, "--posterior", "none").stdout
        plain = self.knead("run", crane, "-o", "with", *quick).stdout
        priors = lambda text: [(name, prior) for name, _, prior in row.findall(text)]
        self.assertGreater(len(priors(plain)), 10)
        self.assertEqual(priors(plain), priors(without))
        self.assertIn("known by", plain)

        rows = "study\tstudy_file\tobservable\tcondition\ttime_h\tkind\tfitted\tleft_out\n"
        rows += "Crane2012\tcrane2012\tp65_nuclear\tcontrol_vs_baseline\t0.45\tsign\tyes\tdisagrees\n"
        (self.draws.parent / "calibrated.rows.tsv").write_text(rows)
        marked = self.knead("run", crane, "-o", "marked", *quick).stdout
        self.assertRegex(marked, r"verdict +left out +CV \.15 \.5\n")
        self.assertEqual(len(re.findall(r"(?:agrees|by construction) +fitted: no +(?:yes|no) ", marked)), 1)
        self.assertLessEqual(max(map(len, marked.splitlines())), 120)
        self.assertIn("known by", self.knead("run", crane, "-o", "off", *quick, "--posterior", "none").stdout)


if __name__ == "__main__":
    unittest.main()
