"""A scene made from a results file, and the ParaView that opens it, for the tests beside this file."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

import h5py
import numpy as np

from make_example import write_example

VIZ = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "viz", "paraview")
XVFB = ["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24 -noreset"]  # without -s it fails to start now and then
PROGRAM, PARAVIEW_DIR = sys.argv[1:3]
MISSING = None  # why there is no ParaView


def shoelace(outline):
    x, y = np.asarray(outline, float).T
    return (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2


class WithScene(unittest.TestCase):
    """A scene made once from a results file, by default the example's."""

    @staticmethod
    def write_results(home):
        path = os.path.join(home, "example.h5")
        write_example(path)
        return path

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.results, cls.scene = cls.write_results(cls.home), os.path.join(cls.home, "scene")
        subprocess.run([PROGRAM, cls.results, "-o", cls.scene], check=True, stdout=subprocess.DEVNULL)
        cls.file = h5py.File(cls.results)
        cls.addClassCleanup(cls.file.close)
        cls.subject = cls.file["snapshots/subject_1"]
        points, begin = cls.subject["geometry/outline"][:], cls.subject["geometry/outline_begin"][:]
        cls.outlines = [points[a:b] for a, b in zip(begin[:-1], begin[1:])]
        cls.areas = np.array([shoelace(outline) for outline in cls.outlines])

        space = cls.subject["geometry"].attrs
        cls.size = np.array([space[f"n{x}"] * space[f"h{x}_um"] for x in "xyz"])

    def path(self, *names):
        return os.path.join(self.scene, *names)

    def assert_beside_fibres(self, points, stored):
        """Points are the stored ones, up to whole periods across the fibres, and lie by a fibre as it is drawn."""
        periods = (points.astype(float) - stored) / self.size
        np.testing.assert_allclose(periods, np.round(periods) * [1, 1, 0], atol=1e-6)
        nearest = np.full(len(points), np.inf)
        for outline in self.outlines:
            edge, away = np.roll(outline, -1, axis=0) - outline, points[:, None, :2] - outline  # [point, edge]
            along = np.clip((away * edge).sum(axis=-1) / (edge**2).sum(axis=-1), 0, 1)
            nearest = np.minimum(nearest, np.linalg.norm(away - along[..., None] * edge, axis=-1).min(axis=1))
        self.assertLess(nearest.max(initial=0), 5)

    def changed_copy(self, name, change):
        path = os.path.join(self.home, name)
        shutil.copy(self.results, path)
        with h5py.File(path, "a") as file:
            change(file)
        return path


class InParaView(WithScene):
    """The same, where ParaView can be had."""

    @classmethod
    def setUpClass(cls):
        if MISSING:
            raise unittest.SkipTest(MISSING)
        super().setUpClass()


def find_paraview(folder):
    """Starts this program anew with ParaView's modules on its path, under an X server; or says why that cannot be."""
    if not shutil.which("xvfb-run"):
        return "no xvfb-run (package xvfb)"
    if not shutil.which("paraview"):
        return "no ParaView (package paraview)"
    got = subprocess.run([os.path.join(VIZ, "get_paraview.sh"), folder], capture_output=True, text=True)
    if got.returncode:
        return got.stderr.strip()
    modules = os.path.join(folder, "usr/lib/python3/dist-packages")
    environment = os.environ | {"PYTHONPATH": modules, "KNEAD_IN_PARAVIEW": "1"}
    os.execvpe(XVFB[0], [*XVFB, sys.executable, *sys.argv], environment)


def run_tests():
    global MISSING
    if "KNEAD_IN_PARAVIEW" not in os.environ:
        MISSING = find_paraview(PARAVIEW_DIR)
        print("ParaView is not tested:", MISSING)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
