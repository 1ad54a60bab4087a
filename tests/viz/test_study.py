#!/usr/bin/python3
"""Tests of a small study from its run to ParaView: what the snapshots of its mobile cells say, and that ParaView finds
them. Called as test_paraview.py is; `knead` lies beside the program."""

import os
import subprocess
import sys

import numpy as np

from example_scene import PROGRAM, VIZ, InParaView, run_tests

STUDY = """\
study: two_legs
seed: 5
subjects: {count: 1}
tissue: {fibres: 7, length: 300 um}
before:
  - exercise: {kind: eccentric, contractions: 60}
arms:
  rest: []
  severed:
    - prescribed: {start: 1 h, segments: [{for: 10 s, cut_fraction: 100 %}]}
until: 5 d
output: {series: 12 h, snapshots: {every: 12 h, subjects: [1]}}
"""
ARMS = ["rest", "severed"]
SATELLITE = {"quiescent satellite cell", "activated satellite cell", "myoblast", "myocyte"}
SERIES = {"neutrophils": {"neutrophil"}, "macrophages": {"macrophage"}, "fibroblasts": {"fibroblast"},
          "satellite_cells": SATELLITE, "myoblasts": {"myoblast"}, "myocytes": {"myocyte"}}


class Study(InParaView):
    @staticmethod
    def write_results(home):
        knead = os.path.join(os.path.dirname(PROGRAM), "knead")
        study = os.path.join(home, "two_legs.yaml")
        with open(study, "w", encoding="utf-8") as file:
            file.write(STUDY)
        subprocess.run([knead, "run", study, "-o", home, "--posterior", "none"], check=True, capture_output=True)
        return os.path.join(home, "two_legs.h5")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.times = cls.subject["arms/rest/time"][:]
        cls.moments = {arm: cls.moments_of(cls.subject[f"arms/{arm}/cells"]) for arm in ARMS}

    @staticmethod
    def moments_of(cells):
        """A dictionary of arrays for each snapshot; kinds by their names."""
        kinds, begin = cells["kind_name"].asstr()[:], cells["begin"][:]
        data = {name: cells[name][:] for name in ("position", "direction", "name")}
        data |= {name: values[:] for name, values in cells["values"].items()} | {"kind": kinds[cells["kind"][:]]}
        return [{name: values[a:b] for name, values in data.items()} for a, b in zip(begin[:-1], begin[1:])]

    def each_moment(self):
        return [(arm, moment) for arm in ARMS for moment in self.moments[arm]]

    def test_as_many_cells_of_each_kind_as_the_series_count(self):
        at = np.searchsorted(self.file["time"][:], self.times - 1e-9)
        np.testing.assert_allclose(self.file["time"][:][at], self.times, atol=1e-9)
        volume_mm3 = self.size.prod() * 1e-9
        for index, arm in enumerate(ARMS):
            for series, kinds in SERIES.items():
                counted = [np.isin(moment["kind"], list(kinds)).sum() for moment in self.moments[arm]]
                np.testing.assert_allclose(counted, self.file[series][0, index][at] * volume_mm3, atol=1e-6)
        self.assertTrue(all(self.file[series][0, 1].max() > 0 for series in ("neutrophils", "myoblasts")))

    def test_a_name_is_one_cell_for_its_whole_life(self):
        for arm in ARMS:
            lives = {}
            for index, moment in enumerate(self.moments[arm]):
                self.assertEqual(len(np.unique(moment["name"])), len(moment["name"]))
                for name, kind in zip(moment["name"], moment["kind"]):
                    lives.setdefault(name, []).append((index, "satellite" if kind in SATELLITE else kind))
            for life in lives.values():
                indices, lineages = zip(*life)
                self.assertEqual(indices, tuple(range(indices[0], indices[-1] + 1)), "no cell comes back")
                self.assertEqual(len(set(lineages)), 1)
            self.assertGreater(sum(len(life) > 5 for life in lives.values()), 5)

    def test_cells_lie_in_the_block_between_the_fibres(self):
        shifts = [np.array([i, j]) * self.size[:2] for i in (-1, 0, 1) for j in (-1, 0, 1)]
        for _, moment in self.each_moment():
            position = moment["position"].astype(float)
            self.assertTrue(((position >= 0) & (position <= self.size * (1 + 1e-6))).all())
            np.testing.assert_allclose(np.linalg.norm(moment["direction"], axis=1), 1, atol=1e-5)
            for outline in self.outlines:
                edge = np.roll(outline, -1, axis=0) - outline
                for shift in shifts:
                    away = position[:, None, :2] + shift - outline  # [cell, edge]
                    inside = edge[:, 0] * away[..., 1] - edge[:, 1] * away[..., 0] > 0
                    self.assertFalse(inside.all(axis=1).any())

    def test_quiescent_cells_stay_and_lie_along_the_fibres(self):
        stayed = 0
        for arm in ARMS:
            for before, after in zip(self.moments[arm][:-1], self.moments[arm][1:]):
                still = [m["kind"] == "quiescent satellite cell" for m in (before, after)]
                np.testing.assert_array_equal(before["direction"][still[0]] @ [0, 0, 1], 1)
                _, i, j = np.intersect1d(before["name"][still[0]], after["name"][still[1]], return_indices=True)
                same = (before["position"][still[0]][i] == after["position"][still[1]][j]).all(axis=1)
                stayed += same.sum()
                self.assertGreaterEqual(same.sum(), 0.7 * len(same), "but those that were active meanwhile")
        self.assertGreater(stayed, 10)

    def test_macrophages_have_a_programme_and_others_none(self):
        for _, moment in self.each_moment():
            for name, owner in (("programme", "macrophage"), ("repair", "macrophage"), ("readiness", "neutrophil"),
                                ("p65_nuclear", "macrophage")):
                np.testing.assert_array_equal(np.isfinite(moment[name]), moment["kind"] == owner, name)
        most = max(np.nanmax(moment["programme"], initial=0) for moment in self.moments["severed"])
        self.assertTrue(0 < most <= 1)

    def test_arms_have_the_same_cells_until_they_part(self):
        together = self.times <= 0
        self.assertGreater(together.sum(), 0)
        for now in np.flatnonzero(together):
            for name in self.moments["rest"][now]:
                np.testing.assert_array_equal(self.moments["rest"][now][name], self.moments["severed"][now][name])
        self.assertGreater(len(self.moments["severed"][-1]["name"]), len(self.moments["rest"][-1]["name"]))

    def test_paraview_reads_every_cell(self):
        from paraview import servermanager, simple
        from vtkmodules.util.numpy_support import vtk_to_numpy

        sys.path.insert(0, VIZ)
        from drawing.cells import LOOKS

        self.assertEqual(list(self.subject["arms/rest/cells/kind_name"].asstr()), list(LOOKS))
        for arm in ARMS:
            reader = simple.PVDReader(FileName=self.path("subject_1", arm, "cells.pvd"))
            self.assertEqual(list(reader.TimestepValues), list(self.times))
            for time, moment in zip(self.times, self.moments[arm]):
                reader.UpdatePipeline(time)
                points = servermanager.Fetch(reader)
                self.assert_beside_fibres(vtk_to_numpy(points.GetPoints().GetData()), moment["position"])
                names = vtk_to_numpy(points.GetPointData().GetArray("name"))
                np.testing.assert_array_equal(names, moment["name"])


if __name__ == "__main__":
    run_tests()
