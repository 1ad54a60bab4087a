"""h5py and xarray open a results file: `test_results_python.py WRITE_EXAMPLE_RESULTS`, the program that writes some.

The numbers expected here are those of tests/results/example_run.hpp, worked out again.
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import h5py
import numpy as np
import xarray

SERIES = ["p65_nuclear", "soreness"]
PROGRAM = sys.argv.pop()


def expected(series):
    """Values of a series as [subject, arm, time]."""
    subject, arm, time = np.ogrid[0:3, 0:2, 0:701]
    return subject + SERIES.index(series) / 4 + arm / 16 + time / 65536


def attributes(item):
    """Attributes as text; those that hold addresses in the file are told by the scales."""
    return {key: repr(value) for key, value in item.attrs.items() if key not in ("DIMENSION_LIST", "REFERENCE_LIST")}


def content(file):
    """All that a file holds, provenance apart, by path."""
    found = {"/": attributes(file)}

    def take(name, item):
        if name.split("/")[0] == "provenance":
            return
        found[name] = [attributes(item)]
        if isinstance(item, h5py.Dataset):
            values = item[()].tolist() if item.dtype == object else item[()].tobytes()
            scales = [[scale.name for scale in dimension.values()] for dimension in item.dims]
            found[name] += [item.dtype, item.shape, values, scales]

    file.visititems(take)
    return found


class ResultsInPython(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        subprocess.run([PROGRAM, cls.folder], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def open(self, name, **options):
        return xarray.open_dataset(self.folder / name, engine="h5netcdf", **options)

    def test_xarray_reads_series_with_their_coordinates(self):
        with self.open("one.h5") as data:
            self.assertEqual(set(data.data_vars), {*SERIES, "finished"})
            self.assertEqual(list(data["arm"].values), ["rest", "massage"])
            self.assertEqual(list(data["subject"].values), [1, 2, 4])
            np.testing.assert_array_equal(data["time"].values, np.arange(-1, 700) / 12)
            self.assertEqual(data["time"].dtype, np.float64)
            self.assertEqual(data["time"].attrs["units"], "h")
            for series in SERIES:
                self.assertEqual(data[series].dims, ("subject", "arm", "time"))
                self.assertEqual(data[series].dtype, np.float64)
                np.testing.assert_array_equal(data[series].values, expected(series))
            self.assertEqual(data["p65_nuclear"].attrs["units"], "uM")
            self.assertEqual(data["soreness"].attrs["long_name"], "soreness on a scale of 100 mm")
            seventh = data["soreness"].sel(subject=4, arm="massage").isel(time=7)
            self.assertEqual(seventh.item(), 2 + 1 / 4 + 1 / 16 + 7 / 65536)

    def test_xarray_reads_what_the_run_was(self):
        with self.open("one.h5") as data:
            self.assertEqual(data.attrs["study"], "example")
            self.assertEqual(data.attrs["about"], "A run made up for a test; µm and ’quotes’ are UTF-8")
            self.assertEqual(data.attrs["version"], "0.0-test")
            self.assertEqual(int(data.attrs["seed"]), 2**64 - 1)
            self.assertEqual(data.attrs["config"], "study: example\nseed: 18446744073709551615\n")
            self.assertEqual(data.attrs["Conventions"], "knead-results-2")

    def test_xarray_reads_biopsies(self):
        with self.open("one.h5", group="biopsies") as data:
            self.assertEqual(list(data["sample"].values), ["baseline", "after massage", "2.5 h"])
            self.assertEqual(data["p65_nuclear_true"].dims, ("subject", "arm", "sample"))
            self.assertEqual(data["p65_nuclear_true"].values[2, 1, 1], 3.5)
            self.assertEqual(data["p65_nuclear_measured"].values[2, 1, 1], 3.75)
            self.assertEqual(data["time_h"].values[0, 1, 1], 0.375)
            self.assertTrue(np.isnan(data["p65_nuclear_measured"].values[:, 1, 2]).all())
            self.assertEqual(np.isnan(data["p65_nuclear_measured"].values).sum(), 3)

    def test_xarray_writes_it_on_as_netcdf(self):
        with self.open("one.h5") as data:
            data.to_netcdf(self.folder / "again.nc", engine="h5netcdf")
            with self.open("again.nc") as again:
                xarray.testing.assert_identical(data.load(), again.load())

    def test_h5py_reads_scales_and_provenance(self):
        with h5py.File(self.folder / "one.h5") as file:
            self.assertEqual([dimension[0].name for dimension in file["soreness"].dims], ["/subject", "/arm", "/time"])
            self.assertEqual(file["soreness"].compression, "gzip")
            np.testing.assert_array_equal(file["soreness"][()], expected("soreness"))
            provenance = {"wall_time_s": 1.5, "threads": 1, "host": "here", "path": "/a/one.h5",
                          "date": "2012-02-01T12:00:00Z"}
            self.assertEqual(dict(file["provenance"].attrs), provenance)

    def test_h5py_reads_snapshots(self):
        with h5py.File(self.folder / "one.h5") as file:
            arm = file["snapshots/subject_2/arms/massage"]
            lactate, p65 = arm["fields/lactate"], arm["domains/p65_nuclear"]
            self.assertEqual((lactate.shape, lactate.dtype, lactate.chunks), ((3, 2, 3, 4), np.float32, (1, 2, 3, 4)))
            self.assertEqual(lactate.attrs["units"], "mM")
            np.testing.assert_array_equal(arm["time"][()], [1, 2, 3.5])
            z, y, x = 1, 2, 3
            self.assertEqual(lactate[2, z, y, x], 3.5 + ((z * 3 + y) * 4 + x) / 32 + 100)
            np.testing.assert_array_equal(p65[1], [2, 3, 4, 5])
            geometry = file["snapshots/subject_2/geometry"]
            np.testing.assert_array_equal(geometry["outline_begin"][()], [0, 3, 7])
            self.assertEqual((geometry.attrs["nx"], geometry.attrs["hz_um"]), (4, 100))

    def test_h5py_reads_the_mobile_cells_of_each_snapshot(self):
        with h5py.File(self.folder / "one.h5") as file:
            arms = file["snapshots/subject_2/arms"]
            self.assertEqual(list(arms["rest/cells/begin"][()]), [0, 0, 2, 7])  # two an hour at 0, 1 and 2.5 h
            cells = arms["massage/cells"]
            begin = cells["begin"][()]
            self.assertEqual(list(begin), [0, 2, 6, 13])
            self.assertEqual(list(cells["kind_name"].asstr()), ["neutrophil", "macrophage"])
            self.assertEqual((cells["name"].dtype, cells["kind"].dtype), (np.uint64, np.uint8))
            self.assertEqual((cells["position"].dtype, cells["position"].shape), (np.float32, (13, 3)))
            self.assertEqual(cells["position"].compression, "gzip")
            self.assertEqual(cells["values/age"].attrs["units"], "h")
            now = slice(begin[2], begin[3])  # 3.5 h
            i = np.arange(7)
            np.testing.assert_array_equal(cells["position"][now], np.stack([i, 2 * i, np.full(7, 53.5)], axis=1))
            np.testing.assert_array_equal(cells["direction"][now][:, 1], [1, 0, 1, 0, 1, 0, 1])
            np.testing.assert_array_equal(cells["kind"][now], i % 2)
            np.testing.assert_array_equal(cells["name"][now], np.uint64(2**64 - 101) + i.astype(np.uint64))
            np.testing.assert_array_equal(cells["values/programme"][now], i / 8)
            np.testing.assert_array_equal(cells["values/age"][now], 3.5 - i / 2)

    def test_a_killed_run_opens_and_holds_nan_for_the_unfinished(self):
        with self.open("killed.h5.part") as data:
            np.testing.assert_array_equal(data["finished"].values, [0, 0, 1])
            values = data["soreness"].values
            self.assertTrue(np.isnan(values[:2]).all())
            np.testing.assert_array_equal(values[2], expected("soreness")[2])

    def test_equal_runs_differ_in_provenance_alone(self):
        with h5py.File(self.folder / "one.h5") as one, h5py.File(self.folder / "other.h5") as other:
            first, second = content(one), content(other)
            self.assertIn("snapshots/subject_2/arms/rest/fields/tnf", first)
            self.assertIn("biopsies/p65_nuclear_true", first)
            self.assertEqual(first, second)
            self.assertNotEqual(dict(one["provenance"].attrs), dict(other["provenance"].attrs))


if __name__ == "__main__":
    unittest.main()
