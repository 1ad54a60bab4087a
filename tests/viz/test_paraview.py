#!/usr/bin/python3
"""Tests of knead-paraview and scene.py: the files as ParaView itself reads and draws them.

    test_paraview.py PROGRAM PARAVIEW_DIR

PARAVIEW_DIR receives ParaView's Python modules if they are not there (viz/paraview/get_paraview.sh). Where ParaView or
an X server cannot be had, the tests that need them are skipped and say why. What is expected is worked out from the
results file with h5py and numpy alone.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import h5py
import numpy as np

from make_example import ARMS, DOMAINS_PER_FIBRE, FIBRES, SIZE, TIMES, VOXELS, write_example

HERE = os.path.dirname(os.path.abspath(__file__))
VIZ = os.path.join(HERE, "..", "..", "viz", "paraview")
XVFB = ["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24 -noreset"]  # without -s it fails to start now and then
PROGRAM = MISSING = None  # the program under test; why there is no ParaView


def shoelace(outline):
    x, y = np.asarray(outline, float).T
    return (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2


class WithScene(unittest.TestCase):
    """A scene made once from the example results file."""

    @classmethod
    def setUpClass(cls):
        cls.home = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.home)
        cls.results, cls.scene = os.path.join(cls.home, "example.h5"), os.path.join(cls.home, "scene")
        write_example(cls.results)
        subprocess.run([PROGRAM, cls.results, "-o", cls.scene], check=True, stdout=subprocess.DEVNULL)
        cls.file = h5py.File(cls.results)
        cls.addClassCleanup(cls.file.close)
        cls.subject = cls.file["snapshots/subject_1"]
        points, begin = cls.subject["geometry/outline"][:], cls.subject["geometry/outline_begin"][:]
        cls.outlines = [points[a:b] for a, b in zip(begin[:-1], begin[1:])]
        cls.areas = np.array([shoelace(outline) for outline in cls.outlines])

    def path(self, *names):
        return os.path.join(self.scene, *names)


class Program(WithScene):
    def refused(self, arguments, *words):
        """The program says so in one line with these words, exits 2 and leaves nothing behind."""
        before = sorted(os.listdir(self.home))
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        for word in (": error: ", *words):
            self.assertIn(word, done.stderr)
        self.assertEqual(sorted(os.listdir(self.home)), before)

    def changed_copy(self, name, change):
        path = os.path.join(self.home, name)
        shutil.copy(self.results, path)
        with h5py.File(path, "a") as file:
            change(file)
        return path

    def test_help_has_examples(self):
        done = subprocess.run([PROGRAM, "--help"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0)
        self.assertIn("knead paraview results/crane2012.h5 -o scene", done.stdout)

    def test_bad_files_and_arguments(self):
        new = os.path.join(self.home, "new")
        text, foreign = os.path.join(self.home, "text.h5"), os.path.join(self.home, "foreign.h5")
        with open(text, "w", encoding="utf-8") as file:
            file.write("subject,arm\n")
        with h5py.File(foreign, "w") as file:
            file["x"] = [1.0]
        self.refused([self.results], "--output")
        self.refused([self.results, "-o", new, "--pressure", "1"], "--pressure")
        self.refused([os.path.join(self.home, "none.h5"), "-o", new], "none.h5")
        self.refused([text, "-o", new], "text.h5")
        self.refused([foreign, "-o", new], "foreign.h5")

    def test_no_snapshots_says_how_to_ask(self):
        def remove(file):
            del file["snapshots"]

        bare = self.changed_copy("bare.h5", remove)
        self.refused([bare, "-o", os.path.join(self.home, "new")], "output: {snapshots: {every: 1 h, subjects: [1]}}")

    def test_damaged_snapshots(self):
        def cut_outline(file):
            file["snapshots/subject_1/geometry/outline_begin"][3] = 10_000

        def drop_domain(file):
            domains = file["snapshots/subject_1/arms/massage/domains"]
            values = domains["p65_nuclear"][:, :-1]
            attributes = dict(domains["p65_nuclear"].attrs)
            del domains["p65_nuclear"]
            domains["p65_nuclear"] = values
            domains["p65_nuclear"].attrs.update(attributes)

        for name, change, word in (("outline.h5", cut_outline, "corners"), ("domain.h5", drop_domain, "domains at")):
            with self.subTest(name):
                damaged = self.changed_copy(name, change)
                self.refused([damaged, "-o", os.path.join(self.home, "new")], name, word)

    def test_folders_that_cannot_be_written(self):
        used = os.path.join(self.home, "used")
        os.makedirs(used, exist_ok=True)
        with open(os.path.join(used, "thesis.txt"), "w", encoding="utf-8") as file:
            file.write("mine")
        self.refused([self.results, "-o", used], "scene.json")
        self.refused([self.results, "-o", self.results], "it is a file")
        self.refused([self.results, "-o", os.path.join(self.results, "below")], "Not a directory")

    def test_an_earlier_scene_is_replaced_and_pictures_stay(self):
        again = os.path.join(self.home, "again")
        shutil.copytree(self.scene, again)
        os.makedirs(os.path.join(again, "subject_9"))
        open(os.path.join(again, "picture.png"), "w", encoding="utf-8").close()
        subprocess.run([PROGRAM, self.results, "-o", again + "/"], check=True, stdout=subprocess.DEVNULL)
        self.assertEqual(sorted(os.listdir(again)), ["picture.png", "scene.json", "scene.py", "subject_1"])
        self.assertFalse(os.path.exists(again + ".part"))

    def test_index_and_true_times(self):
        with open(self.path("scene.json"), encoding="utf-8") as file:
            index = json.load(file)
        self.assertEqual(index["subjects"], [{"number": 1, "arms": ARMS}])
        self.assertEqual({q["array"] for q in index["domains"]}, {"p65_nuclear (uM)", "damage_disrupted"})
        for arm in ARMS:
            for kind in ("domains", "pericytes", "fields"):
                entries = ElementTree.parse(self.path("subject_1", arm, kind + ".pvd")).findall("Collection/DataSet")
                self.assertEqual([float(entry.get("timestep")) for entry in entries], list(TIMES))
        with open(self.path("subject_1", "rest", "domains", "0000.vtu"), "rb") as file:
            head = file.read(2000)
        self.assertIn(b"vtkZLibDataCompressor", head)
        self.assertIn(b'format="binary"', head)


class InParaView(WithScene):
    @classmethod
    def setUpClass(cls):
        if MISSING:
            raise unittest.SkipTest(MISSING)
        super().setUpClass()
        from paraview import simple, servermanager
        from vtkmodules.util.numpy_support import vtk_to_numpy

        cls.pv, cls.fetch, cls.numbers = simple, staticmethod(servermanager.Fetch), staticmethod(vtk_to_numpy)

    def opened(self, arm, kind, time):
        reader = self.pv.PVDReader(FileName=self.path("subject_1", arm, kind + ".pvd"))
        reader.UpdatePipeline(time)
        return reader

    def test_times_are_hours(self):
        self.assertEqual(list(self.opened("rest", "domains", 0.0).TimestepValues), list(TIMES))

    def test_domains_are_prisms_of_the_right_volume(self):
        cells = self.fetch(self.pv.CellSize(Input=self.opened("rest", "domains", 0.0)))
        self.assertEqual(cells.GetNumberOfCells(), FIBRES * DOMAINS_PER_FIBRE)
        length = SIZE[2] / DOMAINS_PER_FIBRE
        volume = np.repeat(self.areas * length, DOMAINS_PER_FIBRE)
        np.testing.assert_allclose(self.numbers(cells.GetCellData().GetArray("Volume")), volume, rtol=1e-5)

    def test_faces_look_outwards(self):
        """Gauss: a third of the sum over faces of centre . area vector is the volume if all faces look outwards."""
        cells = self.fetch(self.opened("rest", "domains", 0.0))
        for cell in range(0, cells.GetNumberOfCells(), 37):
            middle, flux = np.array(cells.GetCell(cell).GetBounds()).reshape(3, 2).mean(axis=1), 0
            for face in range(cells.GetCell(cell).GetNumberOfFaces()):
                corners = self.numbers(cells.GetCell(cell).GetFace(face).GetPoints().GetData()).astype(float) - middle
                turns = np.cross(corners - corners[0], np.roll(corners, -1, axis=0) - corners[0])
                flux += corners[0] @ turns.sum(axis=0) / 2 / 3
            expected = self.areas[cell // DOMAINS_PER_FIBRE] * SIZE[2] / DOMAINS_PER_FIBRE
            self.assertAlmostEqual(flux / expected, 1, places=5)

    def test_domains_stand_where_their_numbers_belong(self):
        kinds = self.subject["geometry/fibre_type"][:]
        for arm in ARMS:
            step = 4
            cells = self.fetch(self.opened(arm, "domains", TIMES[step]))
            data = cells.GetCellData()
            for name, array in (("p65_nuclear", "p65_nuclear (uM)"), ("damage_disrupted", "damage_disrupted")):
                stored = self.subject[f"arms/{arm}/domains/{name}"][step]
                np.testing.assert_array_equal(self.numbers(data.GetArray(array)), stored)
            np.testing.assert_array_equal(self.numbers(data.GetArray("domain")), np.arange(FIBRES * DOMAINS_PER_FIBRE))
            types = self.numbers(data.GetArray("fibre_type"))
            np.testing.assert_array_equal(types, np.repeat(kinds, DOMAINS_PER_FIBRE))
            for domain in range(0, FIBRES * DOMAINS_PER_FIBRE, 17):
                outline = self.outlines[domain // DOMAINS_PER_FIBRE]
                low, high = np.array(cells.GetCell(domain).GetBounds()).reshape(3, 2).T
                np.testing.assert_allclose((low[:2], high[:2]), (outline.min(axis=0), outline.max(axis=0)), rtol=1e-5)
                k = domain % DOMAINS_PER_FIBRE
                np.testing.assert_allclose((low[2], high[2]), (k * 100, (k + 1) * 100), rtol=1e-5)

    def test_a_slice_has_the_area_of_all_fibres(self):
        cut = self.pv.Slice(Input=self.opened("rest", "domains", 0.0))
        cut.SliceType.Origin, cut.SliceType.Normal = [0, 0, 533], [0, 0, 1]
        total = self.fetch(self.pv.IntegrateVariables(Input=cut))
        self.assertAlmostEqual(total.GetCellData().GetArray("Area").GetValue(0) / self.areas.sum(), 1, places=5)

    def test_fields_at_known_voxels(self):
        for step in (2, 4):
            grid = self.fetch(self.opened("massage", "fields", TIMES[step]))
            self.assertEqual(grid.GetNumberOfCells(), VOXELS.prod())
            np.testing.assert_allclose(np.array(grid.GetBounds())[1::2], SIZE)
            for i, j, k in ((0, 0, 0), (23, 0, 0), (0, 23, 0), (0, 0, 39), (5, 17, 31), (18, 7, 10)):
                centre = (np.array((i, j, k)) + 0.5) * SIZE / VOXELS
                cell = grid.ComputeCellId((i, j, k))
                bounds = np.array(grid.GetCell(cell).GetBounds()).reshape(3, 2)
                np.testing.assert_allclose(bounds.mean(axis=1), centre)
                for name, array in (("tnf", "tnf (ng/mL)"), ("lactate", "lactate (mM)")):
                    stored = self.subject[f"arms/massage/fields/{name}"][step, k, j, i]
                    self.assertEqual(grid.GetCellData().GetArray(array).GetValue(cell), stored)

    def test_capillaries_and_pericytes(self):
        lines = self.fetch(self.pv.XMLPolyDataReader(FileName=[self.path("subject_1", "capillaries.vtp")]))
        ends = self.numbers(lines.GetPoints().GetData()).reshape(-1, 2, 3)
        stored = self.subject["geometry/capillary"][:]
        self.assertEqual(lines.GetNumberOfLines(), len(stored))
        np.testing.assert_array_equal(ends[:, 0, :2], stored)
        np.testing.assert_array_equal(ends[:, 1] - ends[:, 0], np.tile([0, 0, SIZE[2]], (len(stored), 1)))
        points = self.fetch(self.opened("massage", "pericytes", TIMES[4]))
        np.testing.assert_array_equal(self.numbers(points.GetPoints().GetData()), self.subject["geometry/pericyte"][:])
        p65 = self.numbers(points.GetPointData().GetArray("p65_nuclear (uM)"))
        np.testing.assert_array_equal(p65, self.subject["arms/massage/pericytes/p65_nuclear"][4])


class Picture(WithScene):
    WIDTH, HEIGHT = 800, 450

    @classmethod
    def setUpClass(cls):
        if MISSING:
            raise unittest.SkipTest(MISSING)
        super().setUpClass()

    def draw(self, *arguments):
        return subprocess.run(["/usr/bin/python3", self.path("scene.py"), *arguments], capture_output=True, text=True)

    def picture(self, *arguments):
        """The picture's pixels as [row, column, red green blue] from 0 to 1."""
        from vtkmodules.util.numpy_support import vtk_to_numpy
        from vtkmodules.vtkIOImage import vtkPNGReader

        path = os.path.join(self.home, "picture.png")
        done = self.draw("-o", path, "--size", str(self.WIDTH), str(self.HEIGHT), *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(path, "rb") as file:
            self.assertEqual(struct.unpack(">II", file.read(24)[16:]), (self.WIDTH, self.HEIGHT))
        reader = vtkPNGReader()
        reader.SetFileName(path)
        reader.Update()
        pixels = vtk_to_numpy(reader.GetOutput().GetPointData().GetScalars())
        return pixels.reshape(self.HEIGHT, self.WIDTH, -1)[::-1, :, :3] / 255

    def halves(self, pixels):
        """Mean colours of the left and the right block, captions and legends left out."""
        rows = pixels[int(0.15 * self.HEIGHT) : int(0.8 * self.HEIGHT)]
        blocks = [rows[:, int(a * self.WIDTH) : int(b * self.WIDTH)] for a, b in ((0.1, 0.42), (0.48, 0.8))]
        return [block[(block < 0.97).any(axis=-1)].mean(axis=0) for block in blocks]

    def test_arms_that_differ_look_different(self):
        pixels = self.picture("--time", "2.5")
        drawn = (pixels < 0.97).any(axis=-1)
        self.assertGreater(drawn.mean(), 0.3)
        self.assertTrue((pixels[0] > 0.97).all(), "the background is white")
        red, green, blue = pixels.transpose(2, 0, 1)
        self.assertGreater(((red > 0.5) & (green < 0.25) & (blue < 0.25)).sum(), 200, "capillaries are red")
        self.assertGreater(len(np.unique((pixels * 15).round().reshape(-1, 3), axis=0)), 100)
        rest, massage = self.halves(pixels)
        self.assertGreater((massage - rest)[0], 0.05, "less p65 is paler")

    def test_arms_that_are_equal_look_equal(self):
        rest, massage = self.halves(self.picture("--time", "-1"))
        np.testing.assert_allclose(rest, massage, atol=0.01)

    def test_errors_are_one_line(self):
        for arguments, words in (
            (["--colour", "p65_nuclaer"], "did you mean 'p65_nuclear'?"),
            (["--subject", "2"], "it has 1"),
            (["--output", os.path.join(self.home, "none", "picture.png")], "no such folder"),
            (["--range", "2", "1"], "LOW below HIGH"),
        ):
            done = self.draw(*arguments)
            self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
            self.assertIn(words, done.stderr)

    def test_palettes_fall_evenly_in_lightness(self):
        sys.path.insert(0, VIZ)
        import scene

        for palette in map(np.array, (scene.SEA, scene.EMBER)):
            linear = np.where(palette <= 0.04045, palette / 12.92, ((palette + 0.055) / 1.055) ** 2.4)  # sRGB to light
            lightness = 116 * np.cbrt(linear @ [0.2126, 0.7152, 0.0722]) - 16  # CIE 1976 L*
            steps = -np.diff(lightness)
            self.assertLess(np.abs(steps / steps.mean() - 1).max(), 0.03, lightness)


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


if __name__ == "__main__":
    PROGRAM, paraview_folder = sys.argv[1:3]
    if "KNEAD_IN_PARAVIEW" not in os.environ:
        MISSING = find_paraview(paraview_folder)
        print("ParaView is not tested:", MISSING)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
