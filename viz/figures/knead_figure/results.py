"""The results file of a run or a sweep, as sim/results/README.md describes it: what it holds, and series from it."""

import os
import re

import h5py
import numpy as np

from knead_figure.errors import FigureError

EXPECTED = "expected a results file of `knead run` or `knead sweep`"
KINDS = {"knead-results-2": "run", "knead-sweep-1": "sweep"}
REPLICATE = "replicate"  # the axis of a sweep whose points differ only in the people


def texts(dataset):
    return [each.decode() if isinstance(each, bytes) else str(each) for each in dataset[:]]


def posteriors_in(config):
    """Their names, each once; of the points of a sweep, whose bodies come after its base."""
    parts = re.split(r"(?m)^body: ", config)[1:] or [config]
    named = [re.search(r"(?m)^posterior: (?:\{name: )?([\w-]+)", part) for part in parts]
    return sorted({found.group(1) if found else "none" for found in named})


class Results:
    """An open file. A run is held as a sweep of one point without axes."""

    def __init__(self, path):
        self.path = path
        self.file = read = self._open()
        try:
            self._read(read)
        except (KeyError, OSError) as error:
            raise FigureError(f"{path}: error: damaged ({error.args[0]}); {EXPECTED}") from None

    def _read(self, read):
        self.name = read.attrs["study" if self.kind == "run" else "sweep"]
        self.config = read.attrs.get("config", "")
        self.posteriors = posteriors_in(self.config)
        self.arms, self.time = texts(read["arm"]), read["time"][:]
        self.finished = np.atleast_2d(read["finished"][:] == 1)  # [point, subject]
        rank = 3 if self.kind == "run" else 4
        self.series = [id for id, each in read.items()
                       if isinstance(each, h5py.Dataset) and each.ndim == rank and id not in ("outcomes", "bout_end")]
        self.labels = self._axis_labels()
        if not self.finished.any():
            raise FigureError(f"{self.path}: error: no subject in it is finished (the same command goes on with it)")

    def _open(self):
        if not os.path.exists(self.path):
            raise FigureError(f"{self.path}: error: no such file; {EXPECTED}")
        try:
            file = h5py.File(self.path, "r")
        except OSError:
            what = "this is a folder" if os.path.isdir(self.path) else "not an HDF5 file, or not a readable one"
            raise FigureError(f"{self.path}: error: {what}; {EXPECTED}") from None
        says = file.attrs.get("Conventions", b"none")
        says = says.decode(errors="replace") if isinstance(says, bytes) else str(says)
        if says not in KINDS:
            raise FigureError(f"{self.path}: error: not results of knead (its conventions: {says}); {EXPECTED}")
        self.kind = KINDS[says]
        return file

    def _axis_labels(self):
        """Of a sweep's axes but replicates: the label at each point."""
        names = [key[len("axis_"):] for key in self.file if key.startswith("axis_")]
        labels = {}
        for name in names:
            written = f"label_{name}"
            labels[name] = texts(self.file[written if written in self.file else f"axis_{name}"])
        labels.pop(REPLICATE, None)
        return labels

    def points_at(self, labels):
        """The points with these labels, one an axis; several where there are replicates."""
        count = len(self.finished)
        return [p for p in range(count) if all(self.labels[name][p] == label for name, label in labels.items())]

    def course(self, id, points, arm):
        """A series as [subject, time], of the finished subjects of all the points."""
        position, read = self.arms.index(arm), self.file[id]
        if self.kind == "run":
            return read[:, position, :][self.finished[0]]
        return np.concatenate([read[point, :, position, :][self.finished[point]] for point in points])

    def unit(self, id):
        return str(self.file[id].attrs["units"])

    def meaning(self, id):
        """An observable in words: of its series, else as the outcomes tell it; else its id."""
        if id in self.series:
            return str(self.file[id].attrs["long_name"])
        if "outcome_meaning" in self.file:
            for outcome, meaning in zip(texts(self.file["outcome"]), texts(self.file["outcome_meaning"])):
                if outcome.startswith(id + "."):
                    return meaning.split(": ")[0]
        return id.replace("_", " ")

    def bout_ends_at_zero(self):
        """Whether time zero is the end of damaging exercise: what is done before all arms begins with it."""
        return re.search(r"^before:\s*\n\s*- exercise:", self.config, re.MULTILINE) is not None

    def load_of(self, key):
        """The load that an axis changes a key of, as in `massage` for `start`; empty if it changes several."""
        paths = re.findall(rf"^(?:.*; )?[\w.]+\.\d+\.(\w+)\.{re.escape(key)}=", self.config, re.MULTILINE)
        return paths[0] if len(set(paths)) == 1 else ""
