"""knead check, parameters, version and the running of other programs, as a user meets them.

Usage: test_check.py KNEAD SOURCE_DIR
"""

import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

KNEAD, SOURCE = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
CRANE = str(SOURCE / "configs/studies/crane2012.yaml")


def knead(*arguments, folder=None, path=None):
    environment = dict(os.environ)
    if path is not None:
        environment["PATH"] = str(path)
    return subprocess.run([KNEAD, *arguments], capture_output=True, text=True, cwd=folder, env=environment, timeout=60)


class Check(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)

    def test_the_shipped_studies_are_right(self):
        for study in sorted((SOURCE / "configs/studies").glob("*.yaml")):
            result = knead("check", str(study))
            self.assertEqual((result.returncode, result.stderr), (0, ""), study)
            self.assertEqual(len(result.stdout.splitlines()), 1)
        self.assertIn("11 subjects x 2 arms", knead("check", CRANE).stdout)

    def test_verbose_prints_a_study_that_is_accepted_and_says_the_same(self):
        first = knead("check", "-v", CRANE, "--set", "seed=7")
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertRegex(first.stdout, r"seed: 7 +# --set seed=7")
        self.assertRegex(first.stdout, r"domain_length: 100 um +# default")
        self.assertRegex(first.stdout, r"count: 11 +# .*crane2012.yaml:\d+:\d+")
        self.assertRegex(first.stdout, r"#   tnf +\d+ um")
        (self.folder / "again.yaml").write_text(first.stdout)
        again = knead("check", "-v", "again.yaml", folder=self.folder)
        self.assertEqual(again.returncode, 0, again.stderr)

        def values(text):
            return [line.split("#")[0].rstrip() for line in text.splitlines()]

        self.assertEqual(values(again.stdout), values(first.stdout))

    def test_verbose_prints_the_gain_of_the_loop_of_leak_and_leucocytes(self):
        def gain(*arguments):
            result = knead("check", "-v", "--posterior", "none", *arguments)
            self.assertEqual(result.returncode, 0, result.stderr)
            lines = [line for line in result.stdout.splitlines() if line.startswith("# Gain of the loop")]
            self.assertLessEqual(len(lines), 1)
            return lines[0].split(": ", 1)[1] if lines else None

        self.assertRegex(gain(CRANE), r"^0\.\d+ \(below 1: it dies out\)$")
        wild = ["--set", "parameters.damage.kox=1.6 /h", "--set", "parameters.neutrophil.oxidants=40"]
        self.assertRegex(gain(CRANE, *wild), r"^\d+ \(1 or more: it runs away\)$")
        self.assertIsNone(gain(str(SOURCE / "configs/studies/culture_example.yaml")))  # no leucocytes

    def test_a_mistake_is_one_line_and_ends_with_2_and_writes_nothing(self):
        text = pathlib.Path(CRANE).read_text().replace("        strokes:", "        presure: 17 kPa\n        strokes:")
        (self.folder / "mine.yaml").write_text(text)
        for command in ("check", "run"):
            result = knead(command, "mine.yaml", folder=self.folder)
            self.assertEqual((result.returncode, result.stdout), (2, ""))
            self.assertRegex(
                result.stderr,
                r"^mine\.yaml:32:9: error: unknown key 'presure' in massage \(keys: .*\); did you mean 'pressure'\?\n$",
            )
        self.assertEqual(os.listdir(self.folder), ["mine.yaml"])

    def test_a_setting_that_is_wrong_is_named(self):
        result = knead("check", CRANE, "--set", "until=3")
        self.assertEqual(result.returncode, 2)
        self.assertEqual(
            result.stderr, "--set until=3: error: until: a number without a unit; expected a quantity in s\n"
        )

    def test_a_grid_too_coarse_names_a_voxel_that_does(self):
        result = knead("check", CRANE, "--set", "tissue.voxel=400 um")
        self.assertEqual(result.returncode, 2)
        self.assertRegex(result.stderr, r"^--set tissue.voxel=400 um: error: voxel is 400 um \(more than half the decay")
        largest = result.stderr.rsplit("at most ", 1)[1].strip()
        # Another field may ask for a finer one still; following the advice ends at one that all accept.
        for _ in range(5):
            result = knead("check", CRANE, "--set", f"tissue.voxel={largest}")
            if result.returncode == 0:
                break
            largest = result.stderr.rsplit("at most ", 1)[1].strip()
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_keys_parameters_and_version(self):
        self.assertIn("contact_radius", knead("check", "--keys").stdout)
        self.assertRegex(knead("parameters", "nfkb.k1").stdout, r"^nfkb\.k1 +0\.0025 /s +\[.*\]  file: Lipniacki")
        self.assertEqual(knead("parameters", "nonesuch").returncode, 2)
        self.assertIn("|", knead("parameters", "--markdown").stdout)
        self.assertRegex(knead("version").stdout, r"^knead \d+\.\d+\.\d+\n")

    def test_help_has_examples_everywhere(self):
        for command in ([], ["run"], ["check"], ["parameters"], ["version"]):
            result = knead(*command, "--help")
            self.assertEqual(result.returncode, 0)
            self.assertIn("Example", result.stdout)

    def test_a_bad_command_line_ends_with_2(self):
        for arguments in ([], ["check"], ["check", CRANE, "--sett", "a=1"], ["--nonesuch"], ["../check", CRANE]):
            result = knead(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertEqual(len(result.stderr.splitlines()), 1, arguments)

    def test_an_unknown_name_is_a_program_on_the_path(self):
        self.assertIn("did you mean 'check'?", knead("chekc", path=self.folder).stderr)
        program = self.folder / "knead-shout"
        program.write_text('#!/bin/sh\necho "$0: $*"\nexit 5\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        result = knead("shout", "-v", "two words", path=f"{self.folder}:/bin")
        self.assertEqual((result.returncode, result.stdout.split(": ")[1]), (5, "-v two words\n"))

    def test_paraview_is_told_how_to_get(self):
        # A copy of the program stands alone: no knead-paraview beside it.
        alone = self.folder / "knead"
        alone.write_bytes(pathlib.Path(KNEAD).read_bytes())
        alone.chmod(0o755)
        result = subprocess.run([alone, "paraview", "r.h5"], capture_output=True, text=True, env={"PATH": str(self.folder)})
        self.assertEqual(result.returncode, 2)
        self.assertIn("libvtk9-dev", result.stderr)


if __name__ == "__main__":
    unittest.main()
