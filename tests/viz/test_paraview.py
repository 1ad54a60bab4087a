#!/usr/bin/python3
"""Tests of knead-paraview: its files as ParaView itself reads them.

    test_paraview.py PROGRAM PARAVIEW_DIR

PARAVIEW_DIR receives ParaView's Python modules if they are not there (viz/paraview/get_paraview.sh). Where ParaView or
an X server cannot be had, the tests that need them are skipped and say why. What is expected is worked out from the
results file with h5py and numpy alone.
"""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import h5py
import numpy as np

from example_scene import PROGRAM, VIZ, InParaView, WithScene, run_tests
from make_example import ARMS, CELLS, DOMAINS_PER_FIBRE, FIBRES, SIZE, TIMES, VOXELS


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

        def unnamed_kind(file):
            file["snapshots/subject_1/arms/massage/cells/kind"][3] = len(CELLS)

        def too_many_cells(file):
            file["snapshots/subject_1/arms/massage/cells/begin"][-1] += 1

        def nowhere(file):
            file["snapshots/subject_1/arms/rest/cells/position"][-1] = np.nan

        for name, change, word in (
            ("outline.h5", cut_outline, "corners"),
            ("domain.h5", drop_domain, "domains at"),
            ("kind.h5", unnamed_kind, "a cell at -1.2 h is of a kind without a name"),
            ("cells.h5", too_many_cells, "no such rows"),
            ("nowhere.h5", nowhere, "a cell's position or direction at 672 h is no number"),
        ):
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
        scene = ["drawing", "film.py", "scene.json", "scene.py", "subject_1"]
        self.assertEqual(sorted(os.listdir(again)), sorted([*scene, "picture.png"]))
        self.assertFalse(os.path.exists(again + ".part"))

    def test_index_and_true_times(self):
        with open(self.path("scene.json"), encoding="utf-8") as file:
            index = json.load(file)
        self.assertEqual(index["subjects"], [{"number": 1, "arms": ARMS}])
        states = {"necrotic_in_block", "cleared_in_block", "regenerating_in_block"}
        arrays = {"p65_nuclear (uM)", "damage_disrupted"} | states
        self.assertEqual({q["array"] for q in index["domains"]}, arrays)
        self.assertEqual(index["cell_kinds"], list(CELLS))
        self.assertEqual([q["array"] for q in index["cells"]], ["programme", "repair"])
        for arm in ARMS:
            for kind in ("domains", "pericytes", "cells", "fields"):
                entries = ElementTree.parse(self.path("subject_1", arm, kind + ".pvd")).findall("Collection/DataSet")
                self.assertEqual([float(entry.get("timestep")) for entry in entries], list(TIMES))
        with open(self.path("subject_1", "rest", "domains", "0000.vtu"), "rb") as file:
            head = file.read(2000)
        self.assertIn(b"vtkZLibDataCompressor", head)
        self.assertIn(b'format="binary"', head)


class Files(InParaView):
    @classmethod
    def setUpClass(cls):
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
        self.assert_beside_fibres(ends[:, 0], np.column_stack([stored, 0 * stored[:, 0]]))
        np.testing.assert_array_equal(ends[:, 1] - ends[:, 0], np.tile([0, 0, SIZE[2]], (len(stored), 1)))
        points = self.fetch(self.opened("massage", "pericytes", TIMES[4]))
        self.assert_beside_fibres(self.numbers(points.GetPoints().GetData()), self.subject["geometry/pericyte"][:])
        p65 = self.numbers(points.GetPointData().GetArray("p65_nuclear (uM)"))
        np.testing.assert_array_equal(p65, self.subject["arms/massage/pericytes/p65_nuclear"][4])

    def test_each_moment_has_its_cells(self):
        for arm in ARMS:
            stored = self.subject[f"arms/{arm}/cells"]
            begin = stored["begin"][:]
            self.assertEqual(list(self.opened(arm, "cells", 0.0).TimestepValues), list(TIMES))
            for step, time in enumerate(TIMES):
                points, now = self.fetch(self.opened(arm, "cells", time)), slice(*begin[step : step + 2])
                data = points.GetPointData()
                self.assertEqual(points.GetNumberOfPoints(), begin[step + 1] - begin[step])
                self.assertEqual(points.GetNumberOfVerts(), points.GetNumberOfPoints())
                self.assert_beside_fibres(self.numbers(points.GetPoints().GetData()), stored["position"][now])
                for name in ("kind", "name", "direction"):
                    array = self.numbers(data.GetArray(name))
                    self.assertEqual(array.dtype, stored[name].dtype)
                    np.testing.assert_array_equal(array, stored[name][now])
                for name in ("programme", "repair"):
                    np.testing.assert_array_equal(self.numbers(data.GetArray(name)), stored["values/" + name][now])
                names = points.GetFieldData().GetAbstractArray("kind_name")
                self.assertEqual([names.GetValue(i) for i in range(names.GetNumberOfValues())], list(CELLS))

    def test_a_moment_without_cells(self):
        def remove_first(file):
            begin = file["snapshots/subject_1/arms/rest/cells/begin"]
            begin[0] = begin[1]

        scene = os.path.join(self.home, "bare")
        subprocess.run([PROGRAM, self.changed_copy("bare.h5", remove_first), "-o", scene], check=True,
                       stdout=subprocess.DEVNULL)
        reader = self.pv.PVDReader(FileName=os.path.join(scene, "subject_1/rest/cells.pvd"))
        counts = []
        for time in TIMES[:2]:
            reader.UpdatePipeline(time)
            counts.append(self.fetch(reader).GetNumberOfPoints())
        self.assertEqual(counts, [0, np.diff(self.subject["arms/rest/cells/begin"])[1]])

    def test_stretches_are_coloured_by_their_shares_of_states(self):
        sys.path.insert(0, VIZ)
        from drawing.block import with_formula
        from drawing.colours import INTACT, state_formula, states_in

        states = states_in({name: {"array": name, "unit": "1"} for name in self.subject["arms/rest/domains"]})
        self.assertEqual([name for name, *_ in states], ["necrotic", "cleared", "regenerating"])
        for step in (7, 8):
            stained = with_formula(self.opened("rest", "domains", TIMES[step]), "state", state_formula(states))
            stained.UpdatePipeline(TIMES[step])
            shares = [self.subject["arms/rest/domains"][array][step] for _, array, *_ in states]
            self.assertTrue(all(share.max() > 0.05 for share in shares))
            colours = np.array([colour for *_, colour in states])
            expected = (1 - sum(shares))[:, None] * INTACT + np.transpose(shares) @ colours
            drawn = self.numbers(self.fetch(stained).GetCellData().GetArray("state"))
            np.testing.assert_allclose(drawn, expected, atol=1e-6)

    def test_glyphs_lie_along_their_cells_directions(self):
        """The longest axis of each ellipsoid is the cell's direction, or the fibres' if the cell lies still."""
        sys.path.insert(0, VIZ)
        from drawing.cells import cell_glyphs, look_of

        step, stored = 7, self.subject["arms/rest/cells"]
        now = slice(*stored["begin"][step : step + 2])
        kinds, directions = stored["kind"][now], stored["direction"][now]
        centres = self.numbers(self.fetch(self.opened("rest", "cells", TIMES[step])).GetPoints().GetData())
        for kind in (1, 2, 3):  # some move, some lie still
            glyphs = cell_glyphs(self.opened("rest", "cells", TIMES[step]), list(CELLS)[kind], kind)
            glyphs.UpdatePipeline(TIMES[step])
            surface = self.numbers(self.fetch(glyphs).GetPoints().GetData()).astype(float)
            surface = surface.reshape((kinds == kind).sum(), -1, 3) - centres[kinds == kind][:, None]
            expected = np.where(directions.any(axis=1)[:, None], directions, [0, 0, 1])[kinds == kind]
            _, width, elongation = look_of(list(CELLS)[kind], kind)
            for points, direction in zip(surface, expected):
                extents = np.abs(points @ direction).max(), np.linalg.norm(np.cross(points, direction), axis=1).max()
                np.testing.assert_allclose(extents, (width * elongation / 2, width / 2), rtol=0.05)


if __name__ == "__main__":
    run_tests()
