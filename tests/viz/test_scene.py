#!/usr/bin/python3
"""Tests of scene.py and film.py: what ParaView draws with them. Called as test_paraview.py is."""

import os
import subprocess
import sys

import h5py
import numpy as np

from example_scene import PROGRAM, VIZ, InParaView, run_tests
from make_example import TIMES


def pixels_of(path):
    """A picture's pixels as [row, column, red green blue] from 0 to 1."""
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIOImage import vtkPNGReader

    reader = vtkPNGReader()
    reader.SetFileName(path)
    reader.Update()
    width, height, _ = reader.GetOutput().GetDimensions()
    pixels = vtk_to_numpy(reader.GetOutput().GetPointData().GetScalars())
    return pixels.reshape(height, width, -1)[::-1, :, :3] / 255


def hues(pixels):
    """Hue in degrees of each pixel that is coloured, at least two fifths of the way from grey."""
    high, low = pixels.max(axis=-1), pixels.min(axis=-1)
    coloured = pixels[high - low > 0.4 * np.maximum(high, 0.3)]
    red, green, blue = coloured.T
    spread = coloured.max(axis=1) - coloured.min(axis=1)
    hue = np.select(
        [coloured.argmax(axis=1) == 0, coloured.argmax(axis=1) == 1],
        [(green - blue) / spread, 2 + (blue - red) / spread],
        4 + (red - green) / spread,
    )
    return 60 * hue % 360


class Picture(InParaView):
    WIDTH, HEIGHT = 800, 450

    def draw(self, *arguments, scene=None):
        script = os.path.join(scene or self.scene, "scene.py")
        return subprocess.run(["/usr/bin/python3", script, *arguments], capture_output=True, text=True)

    def picture(self, *arguments, scene=None):
        path = os.path.join(self.home, "picture.png")
        done = self.draw("-o", path, "--size", str(self.WIDTH), str(self.HEIGHT), *arguments, scene=scene)
        self.assertEqual(done.returncode, 0, done.stderr)
        pixels = pixels_of(path)
        self.assertEqual(pixels.shape, (self.HEIGHT, self.WIDTH, 3))
        return pixels

    def halves(self, pixels):
        """Mean colours of the left and the right block, captions and legends left out."""
        rows = pixels[int(0.15 * self.HEIGHT) : int(0.8 * self.HEIGHT)]
        blocks = [rows[:, int(a * self.WIDTH) : int(b * self.WIDTH)] for a, b in ((0.1, 0.42), (0.48, 0.8))]
        return [block[(block < 0.97).any(axis=-1)].mean(axis=0) for block in blocks]

    def test_arms_that_differ_look_different(self):
        pixels = self.picture("--time", "2.5", "--colour", "p65_nuclear", "--field", "tnf")
        drawn = (pixels < 0.97).any(axis=-1)
        self.assertGreater(drawn.mean(), 0.3)
        self.assertTrue((pixels[0] > 0.97).all(), "the background is white")
        red, green, blue = pixels.transpose(2, 0, 1)
        self.assertGreater(((red > 0.5) & (green < 0.25) & (blue < 0.25)).sum(), 200, "capillaries are red")
        self.assertGreater(len(np.unique((pixels * 15).round().reshape(-1, 3), axis=0)), 100)
        rest, massage = self.halves(pixels)
        self.assertGreater((massage - rest)[0], 0.05, "less p65 is paler")

    def test_arms_that_are_equal_look_equal_without_cells_and_deaths_too(self):
        def leave_fibres_and_fields(file):
            for arm in file["snapshots/subject_1/arms"].values():
                for name in ("necrotic_in_block", "cleared_in_block", "regenerating_in_block"):
                    arm["domains"][name][:] = 0
                arm["cells/begin"][:] = 0
                attributes = dict(arm["cells/kind_name"].attrs)
                del arm["cells/kind_name"]
                arm["cells"].create_dataset("kind_name", (0,), h5py.string_dtype()).attrs.update(attributes)

        bare = os.path.join(self.home, "bare")
        subprocess.run([PROGRAM, self.changed_copy("bare.h5", leave_fibres_and_fields), "-o", bare], check=True,
                       stdout=subprocess.DEVNULL)
        pixels = self.picture("--time", "-1", scene=bare)
        rest, massage = self.halves(pixels)
        np.testing.assert_allclose(rest, massage, atol=0.01)
        red, green, _ = np.median(pixels[(pixels < 0.97).any(axis=-1)], axis=0)
        self.assertGreater(green, red - 0.03, "fibres show p65 and not that they are intact, which is pink")
        hue = hues(pixels)
        self.assertGreater(((hue > 40) & (hue < 55)).sum(), 100, "pericytes are gold")

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
        from drawing.colours import EMBER, SEA

        for palette in map(np.array, (SEA, EMBER)):
            linear = np.where(palette <= 0.04045, palette / 12.92, ((palette + 0.055) / 1.055) ** 2.4)  # sRGB to light
            lightness = 116 * np.cbrt(linear @ [0.2126, 0.7152, 0.0722]) - 16  # CIE 1976 L*
            steps = -np.diff(lightness)
            self.assertLess(np.abs(steps / steps.mean() - 1).max(), 0.03, lightness)


class Film(InParaView):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.film = os.path.join(cls.home, "film.avi")
        os.makedirs(os.path.join(cls.home, "film"))
        with open(os.path.join(cls.home, "film", "0099.png"), "w", encoding="utf-8") as file:
            file.write("of an earlier film")
        cls.done = cls.shoot("-o", cls.film, "--size", "960", "540", "--from", "24", "--until", "336")
        folder = os.path.splitext(cls.film)[0]
        cls.names = sorted(os.listdir(folder))
        cls.times = [time for time in TIMES if 24 <= time <= 336]
        cls.frames = dict(zip(cls.times, (pixels_of(os.path.join(folder, name)) for name in cls.names)))

    @classmethod
    def shoot(cls, *arguments):
        script = os.path.join(cls.scene, "film.py")
        return subprocess.run(["/usr/bin/python3", script, *arguments], capture_output=True, text=True)

    def block(self, time):
        """The left block's pixels, words and legends left out."""
        frame = self.frames[time]
        height, width, _ = frame.shape
        return frame[int(0.15 * height) : int(0.82 * height), int(0.1 * width) : int(0.42 * width)]

    def test_a_frame_a_snapshot_and_a_film(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        self.assertEqual(self.names, [f"{i:04}.png" for i in range(len(self.times))])
        for frame in self.frames.values():
            self.assertEqual(frame.shape, (540, 960, 3))
        if "ffmpeg" not in self.done.stdout:
            with open(self.film, "rb") as file:
                head = file.read(12)
            self.assertEqual((head[:4], head[8:]), (b"RIFF", b"AVI "))

    def test_cells_and_states_come_and_go_with_their_colours(self):
        for what, (low, high), there, absent in (
            ("neutrophils are orange", (32, 44), 24, 168),
            ("M2-like macrophages are blue", (222, 240), 336, 24),
            ("myoblasts are green", (112, 128), 72, 24),
            ("myocytes are yellow-green", (70, 90), 168, 24),
        ):
            with self.subTest(what):
                seen = {}
                for time in (there, absent):
                    hue = hues(self.block(time))
                    seen[time] = ((low < hue) & (hue < high)).sum()
                self.assertGreater(seen[there], 20)
                self.assertLess(seen[absent], seen[there] / 5)

    def test_stretches_are_brown_and_then_lilac(self):
        """Nothing but a regenerating stretch is pale with most blue and least green; nothing but a necrotic one is of a
        dull brown, whatever the shade."""
        lilac, brown = {}, {}
        for time in (24, 168):
            red, green, blue = self.block(time).transpose(2, 0, 1)
            lilac[time] = ((blue > red + 0.04) & (red > green + 0.04) & (green > 0.3)).mean()
            hue_of_brown = (green > 0.72 * red) & (green < 0.85 * red) & (blue > 0.4 * red) & (blue < 0.7 * red)
            brown[time] = hue_of_brown.mean()
        self.assertGreater(lilac[168], 0.003)
        self.assertLess(lilac[24], lilac[168] / 10)
        self.assertGreater(brown[24], 0.003)
        self.assertLess(brown[168], brown[24] / 3)

    def test_errors_are_one_line(self):
        for arguments, words in (
            (["-o", "film.mp4"], "ends in .avi or .ogv"),
            (["-o", self.film, "--from", "700"], "no snapshot in between"),
            (["-o", self.film, "--fps", "0"], "--fps 0"),
        ):
            done = self.shoot(*arguments)
            self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    run_tests()
