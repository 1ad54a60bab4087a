"""knead run as a user meets it: small variants of the shipped studies, their files, their tables, and what interrupts them.

Usage: test_run.py KNEAD SOURCE_DIR
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np
import xarray

KNEAD, SOURCE = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
CRANE, CULTURE = (str(SOURCE / "configs/studies" / name) for name in ("crane2012.yaml", "culture_example.yaml"))
SMALL = ["tissue.fibres=7", "tissue.length=200 um", "subjects.count=3", "until=3 h", "output.snapshots.every=1 h"]
# Observables that are 0 at rest or a score, which are compared by differences; all others by logarithms.
DIFFERENCES = {
    "bradykinin_activity", "danger_signals", "structural_damage", "membrane_leak", "uncoupled_junctions", "protection",
    "necrotic_fraction", "regenerating_fraction", "necrotic_in_block", "cleared_in_block", "regenerating_in_block",
    "soreness", "swelling",
}
ROW = re.compile(r"^  (\w+) +([\d.]+ h) +(sign [+-]?1|sign 0|ratio [\d.]+) .*? (agrees|disagrees|by construction|not modelled)\b")


def command(study, folder, *options, settings=()):
    line = [KNEAD, "run", str(study), "-o", str(folder), *options]
    for setting in settings:
        line += ["--set", setting]
    return line


def run(study, folder, *options, settings=()):
    """What a run that should succeed prints."""
    done = subprocess.run(command(study, folder, *options, settings=settings), capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(done.args)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def small(folder, *options, settings=()):
    return run(CRANE, folder, *options, settings=[*SMALL, *settings])


def differences(first, second):
    """Paths at which two results files differ anywhere but in `provenance`."""

    def content(file):
        def attributes(item):  # those that hold addresses in the file are told by the shapes and scales
            hidden = ("DIMENSION_LIST", "REFERENCE_LIST")
            return {key: repr(value) for key, value in item.attrs.items() if key not in hidden}

        found = {"/": attributes(file)}

        def take(name, item):
            if name.split("/")[0] == "provenance":
                return
            found[name] = [attributes(item)]
            if isinstance(item, h5py.Dataset):
                values = item[()].tolist() if item.dtype == object else item[()].tobytes()
                found[name] += [item.dtype, item.shape, values]

        file.visititems(take)
        return found

    with h5py.File(first) as one, h5py.File(second) as other:
        a, b = content(one), content(other)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def table(text):
    """The rows of a printed table: (condition, observable, time, measured) -> (the whole line, verdict)."""
    rows, condition = {}, ""
    for line in text.splitlines():
        if re.fullmatch(r"\w+", line):
            condition = line
        if match := ROW.match(line):
            rows[(condition, *match.group(1, 2, 3))] = (line, match.group(4))
    return rows


def verdict_table(text):
    return text[: text.index("\nagrees ")]


class Folder(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)


def setUpModule():
    """One small run that most tests look at."""
    global held, base, base_text
    held = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(held.cleanup)
    base_text = small(held.name, "--threads", "2", "--prior-draws", "0")
    base = pathlib.Path(held.name) / "crane2012.h5"


class TheResultsFile(unittest.TestCase):
    def test_the_last_line_names_it(self):
        self.assertEqual(base_text.splitlines()[-1], str(base))
        self.assertEqual(os.listdir(base.parent), [base.name])

    def test_xarray_opens_series_and_biopsies(self):
        with xarray.open_dataset(base, engine="h5netcdf") as data:
            self.assertEqual(data["p65_nuclear"].dims, ("subject", "arm", "time"))
            self.assertEqual(dict(data.sizes), {"subject": 3, "arm": 2, "time": len(data["time"])})
            self.assertEqual(list(data["subject"].values), [1, 2, 3])
            self.assertEqual(list(data["arm"].values), ["rest", "massage"])
            # Every 5 min from the start of the ride, 70 min before time zero, to 3 h.
            np.testing.assert_allclose(data["time"].values, np.arange(-14, 37) / 12, rtol=1e-12)
            self.assertEqual(data["time"].attrs["units"], "h")
            self.assertEqual(data["p65_nuclear"].attrs["units"], "uM")
            self.assertEqual(data["glycogen"].attrs["units"], "mmol/kg")
            self.assertEqual(data["load_frequency"].attrs["units"], "Hz")
            for name, series in data.data_vars.items():
                self.assertTrue(np.isfinite(series.values).all(), name)
                self.assertIn("long_name", series.attrs)
        with xarray.open_dataset(base, engine="h5netcdf", group="biopsies") as biopsies:
            self.assertEqual(biopsies["p65_nuclear_true"].dims, ("subject", "arm", "sample"))
            self.assertEqual(biopsies["sample"].values[0], "baseline")
            taken = biopsies["time_h"].values
            self.assertTrue(np.isnan(taken[..., 0]).all())
            # A massage begins 10 to 15 min after the ride, lasts 10, and its biopsy follows by 0 to 10.
            self.assertTrue(((taken[..., 1] >= 20 / 60) & (taken[..., 1] <= 35 / 60)).all())
            self.assertTrue(((taken[..., 2] >= 150 / 60) & (taken[..., 2] <= 174 / 60)).all())
            np.testing.assert_array_equal(taken[:, 0], taken[:, 1])
            self.assertEqual(len(np.unique(taken[:, 0, 1])), 3)
            # No two samples share a laboratory's noise, whatever the tissue shares.
            self.assertEqual(len(np.unique(biopsies["glycogen_measured"].values)), 18)

    def test_h5py_finds_the_study_inside(self):
        with h5py.File(base) as file:
            self.assertIn("\n  fibres: 7\n", file.attrs["config"])
            self.assertIn("\n  nfkb.k1: 0.0025 /s\n", file.attrs["config"])
            self.assertEqual((file.attrs["study"], file.attrs["seed"]), ("crane2012", 2012))
            self.assertEqual(list(file["finished"][:]), [1, 1, 1])
            self.assertEqual(file["provenance"].attrs["threads"], 2)
            self.assertEqual(list(file["snapshots"]), ["subject_1"])
            snapshots = file["snapshots/subject_1/arms/massage"]
            np.testing.assert_allclose(snapshots["time"][:], [-1, 0, 1, 2, 3], atol=1e-12)
            # A snapshot shows what the series averages: 14 equal domains, so their mean, in single precision.
            at = np.searchsorted(file["time"][:], snapshots["time"][:] - 1e-9)
            shown = snapshots["domains/glycogen"][:].mean(axis=1)
            np.testing.assert_allclose(shown, file["glycogen"][0, 1][at], rtol=0.02)


class ThePhysiology(unittest.TestCase):
    """Of the declared parameters; draws of a posterior may make little lactate, of which no fitted row speaks."""

    @classmethod
    def setUpClass(cls):
        held = tempfile.TemporaryDirectory()
        cls.addClassCleanup(held.cleanup)
        small(held.name, "--no-table", "--posterior", "none")
        cls.declared = pathlib.Path(held.name) / base.name

    def setUp(self):
        self.run = xarray.open_dataset(self.declared, engine="h5netcdf")
        self.addCleanup(self.run.close)

    def at(self, series, hour):
        return self.run[series].sel(time=hour, method="nearest").values

    def test_a_ride_burns_glycogen_and_rest_restores_it_slowly(self):
        ride = self.run["glycogen"].sel(time=slice(-1.3, 0.001)).values
        self.assertTrue((np.diff(ride) < 0).all())
        spent = ride[..., 0] - ride[..., -1]
        self.assertTrue((self.at("glycogen", 3) > self.at("glycogen", 0)).all())
        self.assertTrue((self.at("glycogen", 3) - self.at("glycogen", 0) < spent).all())
        self.assertTrue((ride > 0).all())

    def test_lactate_rises_in_the_ride_and_returns_within_the_hour(self):
        rise = self.at("lactate", 0) - self.at("lactate", -70 / 60)
        self.assertTrue((rise > 0.5 * self.at("lactate", -70 / 60)).all())
        self.assertTrue((abs(self.at("lactate", 2) - self.at("lactate", -70 / 60)) < 0.1 * rise).all())

    def test_nuclear_p65_is_above_baseline_after_the_ride(self):
        rest = self.run["p65_nuclear"].sel(arm="rest")
        self.assertTrue((rest.sel(time=0.45, method="nearest") > rest.isel(time=0)).all())

    def test_shares_stay_shares_and_nothing_is_negative(self):
        for name in ("fak_p", "erk_p", "p38_p", "ampk_p", "hsp27_p", "structural_damage"):
            values = self.run[name].values
            self.assertTrue(((values >= 0) & (values <= 1)).all(), name)
        for name, series in self.run.data_vars.items():
            self.assertTrue((series.values >= 0).all(), name)

    def test_arms_are_the_same_bits_until_the_massage_starts_and_differ_after_it(self):
        for subject in range(3):
            rest, massage = self.run.isel(subject=subject, arm=0), self.run.isel(subject=subject, arm=1)
            rubbed = np.flatnonzero(massage["load_fibre_strain"].values != rest["load_fibre_strain"].values)
            self.assertGreater(len(rubbed), 0)
            for name in self.run.data_vars:
                if name != "finished":
                    before = slice(0, rubbed[0])
                    np.testing.assert_array_equal(rest[name].values[before], massage[name].values[before], name)
            after = slice(rubbed[0], None)
            for name in ("p65_nuclear", "fak_p", "tnf_protein"):
                self.assertTrue((rest[name].values[after] != massage[name].values[after]).all(), name)


class EqualRuns(Folder):
    def test_one_thread_gives_the_same_bits_as_two(self):
        small(self.folder, "--threads", "1", "--no-table")
        self.assertEqual(differences(base, self.folder / base.name), [])

    def test_a_results_file_is_a_study_that_repeats_it(self):
        run(base, self.folder, "--no-table")
        self.assertEqual(differences(base, self.folder / base.name), [])

    def test_another_seed_changes_the_numbers_and_the_table(self):
        text = small(self.folder, "--prior-draws", "0", settings=["seed=2013"])
        changed = differences(base, self.folder / base.name)
        for name in ("p65_nuclear", "glycogen", "biopsies/time_h", "biopsies/glycogen_measured"):
            self.assertIn(name, changed)
        first, other = table(base_text), table(text)
        self.assertEqual(first.keys(), other.keys())
        modelled = [row for row, (_, verdict) in first.items() if verdict != "not modelled"]
        self.assertGreater(sum(first[row][0] != other[row][0] for row in modelled), len(modelled) * 2 / 3)


class AMassageOfNothing(Folder):
    def test_it_leaves_every_bit_and_no_effect_is_found(self):
        text = small(self.folder, "--prior-draws", "0", settings=["arms.massage.0.massage.pressure=0 kPa"])
        with xarray.open_dataset(self.folder / base.name, engine="h5netcdf") as data:
            for name in data.data_vars:
                if name != "finished":
                    np.testing.assert_array_equal(data[name].values[:, 0], data[name].values[:, 1], name)
        with h5py.File(self.folder / base.name) as file:
            truth, measured = file["biopsies/p65_nuclear_true"], file["biopsies/p65_nuclear_measured"]
            np.testing.assert_array_equal(truth[:, 0], truth[:, 1])
            self.assertTrue((measured[:, 0] != measured[:, 1]).all())
        judged = {row[1:]: verdict for row, (_, verdict) in table(text).items() if row[0] == "massage_vs_control"}
        verdicts = lambda pattern: [v for row, v in judged.items() if re.match(pattern, row[2]) and v != "not modelled"]
        self.assertGreaterEqual(len(verdicts("sign [+-]1")), 7)
        self.assertEqual(set(verdicts("sign [+-]1")), {"disagrees"})
        self.assertEqual(judged[("p65_nuclear", "0.45 h", "ratio 0.33")], "disagrees")
        nothing = verdicts("sign 0")
        self.assertGreaterEqual(len(nothing), 5)
        self.assertGreater(nothing.count("agrees"), len(nothing) / 2)


class Mistakes(Folder):
    def refused(self, *arguments, configs=SOURCE / "configs"):
        output = self.folder / "output"
        done = subprocess.run(command(*arguments[:1], output, *arguments[1:]), capture_output=True, text=True, timeout=60,
                              env={**os.environ, "KNEAD_CONFIGS": str(configs)})
        self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        self.assertFalse(output.exists())
        return done.stderr

    def test_each_is_one_line_and_nothing_is_written(self):
        self.assertIn("did you mean 'fibres'?", self.refused(CRANE, "--set", "tissue.fibers=7"))
        self.assertIn("pressure", self.refused(CRANE, "--set", "arms.massage.0.massage.pressure=20 mol"))
        self.assertIn("voxel", self.refused(CRANE, "--set", "tissue.voxel=400 um"))
        self.refused(CRANE, "--set", "arms.rest.0=1")
        self.refused(CRANE, "--threads", "0")
        self.assertIn("nowhere.yaml", self.refused(self.folder / "nowhere.yaml"))
        (self.folder / "cut.h5").write_bytes(base.read_bytes()[:4096])
        self.assertIn("cut.h5", self.refused(self.folder / "cut.h5"))
        with h5py.File(self.folder / "other.h5", "w") as file:
            file["p65_nuclear"] = 1.0
        self.assertIn("other.h5", self.refused(self.folder / "other.h5"))

    def test_a_mistake_in_the_measurements_is_told_before_the_work(self):
        configs = self.folder / "configs"
        shutil.copytree(SOURCE / "configs", configs)
        measurements = configs / "data/measurements.tsv"
        measurements.write_text(measurements.read_text().replace("\tP<0.05\t", "\tP=0.05\t", 1))
        self.assertIn("did you mean 'P<0.05'?", self.refused(CRANE, configs=configs))


class Interruptions(Folder):
    """One thread simulates one subject after the other: past 40 % the first of three has been finished."""

    def stopped(self, with_signal):
        """The exit code and last line of a run that gets a signal after 40 %, and its seconds from there."""
        self.part = self.folder / "crane2012.h5.part"
        line = command(CRANE, self.folder, "--threads", "1", "--no-table", settings=SMALL)
        process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.kill)
        for said in process.stderr:
            if re.search(r"simulating [4-6]0 %", said):
                process.send_signal(with_signal)
                break
        rest = process.stderr.read()
        return process.wait(timeout=60), rest.splitlines()[-1:]

    def finished(self):
        """The index of the subjects that the .part holds; their series must be those of the whole run."""
        with h5py.File(self.part) as part, h5py.File(base) as whole:
            kept = np.flatnonzero(part["finished"][:])
            for name in ("p65_nuclear", "glycogen", "biopsies/lactate_measured"):
                np.testing.assert_array_equal(part[name][:][kept], whole[name][:][kept])
            self.assertTrue(np.isnan(part["p65_nuclear"][2]).all())
        self.assertIn(0, kept)
        self.assertLess(len(kept), 3)
        return len(kept)

    def test_an_interrupt_says_what_is_kept(self):
        code, last = self.stopped(signal.SIGINT)
        self.assertGreater(code, 0)
        self.assertFalse((self.folder / base.name).exists())
        kept = self.finished()
        self.assertRegex(last[0], r"interrupted")
        self.assertIn(str(self.part), last[0])
        self.assertRegex(last[0], rf"\b{kept}\b")

    def test_a_killed_run_goes_on_where_it_was(self):
        code, _ = self.stopped(signal.SIGKILL)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertFalse((self.folder / base.name).exists())
        self.finished()
        # A mark in what was finished tells whether the next run kept it or made it anew.
        marked = self.folder / "marked"
        shutil.copytree(self.folder, marked, ignore=lambda *_: ["marked"])
        with h5py.File(marked / self.part.name, "r+") as part:
            part["p65_nuclear"][0, 0, 0] = 1234.0

        text = small(self.folder, "--prior-draws", "0")
        self.assertEqual(differences(base, self.folder / base.name), [])
        self.assertFalse(self.part.exists())
        self.assertEqual(verdict_table(text), verdict_table(base_text))
        small(marked, "--no-table")
        self.assertEqual(differences(base, marked / base.name), ["p65_nuclear"])

    def test_what_another_study_left_is_not_taken_up(self):
        self.stopped(signal.SIGKILL)
        with h5py.File(self.part, "r+") as part:
            part["p65_nuclear"][0, 0, 0] = 1234.0
        small(self.folder, "--no-table", settings=["seed=7"])
        with h5py.File(self.folder / base.name) as file:
            self.assertLess(file["p65_nuclear"][0, 0, 0], 1.0)


class Attribution(Folder):
    def test_the_parts_add_up_and_the_whole_is_the_biopsies_effect(self):
        text = small(self.folder, "--no-table", "--attribute", settings=["subjects.count=2"])
        number = r" +(-?\d+\.\d+)"
        line = re.compile(r"  massage +(\w+) +([\d.]+ to [\d.]+) h" + 4 * number)
        found = [match.groups() for match in map(line.match, text.splitlines()) if match]
        self.assertGreater(len(found), 10)
        samples = list(dict.fromkeys(row[1] for row in found))
        with h5py.File(self.folder / base.name) as file:
            for observable, sample, *numbers in found:
                whole, strain, clearance, interaction = map(float, numbers)
                self.assertAlmostEqual(whole, strain + clearance + interaction, delta=0.0021)
                control, treated = np.moveaxis(file[f"biopsies/{observable}_true"][..., 1 + samples.index(sample)], 1, 0)
                effect = treated - control if observable in DIFFERENCES else np.log(treated / control)
                self.assertAlmostEqual(whole, np.median(effect), delta=0.00051, msg=observable)
        effects = {row[:2]: float(row[2]) for row in found}
        self.assertLess(effects[("p65_nuclear", samples[0])], 0)


class ACulture(Folder):
    def setUp(self):
        super().setUp()
        run(CULTURE, self.folder, "--posterior", "none")  # the levels at rest are the declared ones
        self.run = xarray.open_dataset(self.folder / "culture_example.h5", engine="h5netcdf")
        self.addCleanup(self.run.close)

    def test_its_medium_is_held_and_its_network_answers(self):
        hour, tnf = self.run["time"].values, self.run["medium_tnf"]
        self.assertEqual(tnf.attrs["units"], "pM")
        for arm, end in (("control", 0.5), ("stretched", 0.5), ("short_pulse", 0.75), ("long_pulse", 2.5)):
            given = (hour > 0.5 + 1e-9) & (hour < end - 1e-9)
            resting = (hour < 0.5 - 1e-9) | (hour > end + 1e-9)
            np.testing.assert_array_equal(tnf.sel(arm=arm).values[:, given], 500.0)
            np.testing.assert_allclose(tnf.sel(arm=arm).values[:, resting], 1.1, rtol=1e-14)  # cytokine.tnf_rest

        # Active IKK: the same in both pulses while both last, then only in the longer one.
        ikk = self.run["nfkb_ikk_active"]
        early, later = (hour > 0.5) & (hour < 0.75), (hour > 1.5) & (hour < 2.5)
        short, long, control = (ikk.sel(arm=arm).values for arm in ("short_pulse", "long_pulse", "control"))
        np.testing.assert_array_equal(short[:, early], long[:, early])
        self.assertTrue((short[:, early].max(axis=1) > 10 * control[:, early].max(axis=1)).all())
        self.assertTrue((long[:, later].mean(axis=1) > 1.5 * short[:, later].mean(axis=1)).all())

        # NF-kB moves between compartments and is neither made nor lost; a nucleus is a fifth of the cytoplasm.
        total = sum(self.run[f"nfkb_{name}"] for name in ("ikk_ikba_nfkb", "nfkb_cytoplasmic", "ikba_nfkb_cytoplasmic"))
        total = total + (self.run["nfkb_nfkb_nuclear"] + self.run["nfkb_ikba_nfkb_nuclear"]) / 5
        np.testing.assert_allclose(total.values, total.values[:, :, :1] + 0 * total.values, rtol=1e-6)


if __name__ == "__main__":
    unittest.main()
