#!/usr/bin/python3
"""Writes a small results file in the layout of sim/results/README.md, so that viz/ can be tested without a run.

    make_example.py RESULT.h5

One subject, a rested and a massaged leg, 61 fibres of 10 domains, fields on 24 x 24 x 40, mobile cells between the
fibres, 28 days. The packing is a relaxed periodic Voronoi tessellation. The numbers are smooth inventions with damage
at three foci and say nothing of muscle.
"""

import sys

import h5py
import numpy as np

SIZE = np.array([600.0, 600.0, 1000.0])  # um
VOXELS = np.array([24, 24, 40])
FIBRES, DOMAINS_PER_FIBRE = 61, 10
HALF_ENDOMYSIUM = 1.25  # um
TIMES = np.array([-1.2, 0.0, 0.5, 1.0, 2.5, 6.0, 24.0, 72.0, 168.0, 336.0, 672.0])  # h
ARMS = ["rest", "massage"]
# Kinds of cells: how many live in all, when they appear (median, h; None: always there), for how long (h), how near
# the foci (um; None: anywhere).
CELLS = {
    "neutrophil": (700, 14, 16, 150),
    "macrophage": (900, 50, 130, 160),
    "fibroblast": (350, None, 0, None),
    "quiescent satellite cell": (150, None, 0, None),
    "activated satellite cell": (160, 30, 60, 150),
    "myoblast": (260, 60, 90, 140),
    "myocyte": (180, 110, 110, 130),
}


def clipped(polygon, normal, offset):
    """The part of a convex polygon where x . normal <= offset."""
    height = polygon @ normal - offset
    corners = []
    for i, j in zip(range(len(polygon)), np.roll(range(len(polygon)), -1)):
        if height[i] <= 0:
            corners.append(polygon[i])
        if height[i] * height[j] < 0:
            corners.append(polygon[i] + (polygon[j] - polygon[i]) * height[i] / (height[i] - height[j]))
    return np.array(corners)


def voronoi_cell(seeds, index, inset):
    """The periodic Voronoi cell of a seed, counter-clockwise, not wrapped, its sides moved inwards by `inset` um."""
    images = np.array([(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1)]) * SIZE[:2]
    others = (seeds + images[:, None]).reshape(-1, 2) - seeds[index]
    distance = np.hypot(*others.T)
    polygon = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * SIZE[:2] / 2
    for k in np.argsort(distance)[1:40]:
        polygon = clipped(polygon, others[k] / distance[k], distance[k] / 2 - inset)
    return polygon + seeds[index]


def centroid(polygon):
    x, y = polygon.T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    return (cross[:, None] * (polygon + np.roll(polygon, -1, axis=0))).sum(axis=0) / (3 * cross.sum())


def periodic_distance(points, centre):
    away = np.abs(points - centre)
    return np.sqrt((np.minimum(away, SIZE - away) ** 2).sum(axis=-1))


class Block:
    """Where everything lies, and how strongly each point is hit by the damage of the three foci."""

    def __init__(self, random):
        seeds = random.random((FIBRES, 2)) * SIZE[:2]
        for _ in range(4):
            seeds = np.array([centroid(voronoi_cell(seeds, i, 0)) for i in range(FIBRES)]) % SIZE[:2]
        self.centres = seeds
        self.outlines = [voronoi_cell(seeds, i, HALF_ENDOMYSIUM) for i in range(FIBRES)]
        self.types = random.choice(3, FIBRES, p=[0.45, 0.35, 0.2]).astype("u1")
        corners = np.vstack([voronoi_cell(seeds, i, 0) for i in range(FIBRES)])
        inside = corners[((corners >= 0) & (corners < SIZE[:2])).all(axis=1)]
        corners = inside[np.unique(np.round(inside, 3), axis=0, return_index=True)[1]]
        self.capillaries = random.permutation(corners)[:88]
        on = random.integers(0, len(self.capillaries), 110)
        self.pericytes = np.column_stack([self.capillaries[on], random.random(110) * SIZE[2]])
        self.foci = np.array([[450.0, 180, 250], [150, 420, 700], [520, 560, 480]])
        middle = (np.arange(DOMAINS_PER_FIBRE) + 0.5) * SIZE[2] / DOMAINS_PER_FIBRE
        self.domains = np.array([(x, y, z) for x, y in seeds for z in middle])
        axes = [(np.arange(n) + 0.5) * size / n for n, size in zip(VOXELS, SIZE)]
        z, y, x = np.meshgrid(axes[2], axes[1], axes[0], indexing="ij")
        self.voxels = np.stack([x, y, z], axis=-1)

    def hit(self, points, radius):
        return sum(np.exp(-((periodic_distance(points, f) / radius) ** 2)) for f in self.foci)


class Cells:
    """Cells with a birth, a death and a constant speed along the gap in which they lie; few before the bout."""

    def __init__(self, block, random, treated):
        rows = [kind for kind, (count, *_) in enumerate(CELLS.values()) for _ in range(count)]
        self.kind = np.array(rows, "u1")
        self.name = np.uint64(2**40) * (self.kind + np.uint64(1)) + np.arange(len(rows), dtype="u8")
        self.at = np.array([self.place(block, random, kind) for kind in rows])
        self.speed = random.normal(0, 0.4, len(rows)) * (self.kind < 3)  # um/h along z
        course = list(CELLS.values())
        self.born = np.array([random.lognormal(np.log(course[k][1]), 0.5) if course[k][1] else -99 for k in rows])
        self.born *= np.where(treated & (self.born > 0), 1.3, 1)
        self.dead = np.array([b + random.exponential(course[k][2]) if b > 0 else 9999 for k, b in zip(rows, self.born)])
        self.tilt = random.normal(0, 0.3, (len(rows), 2))

    @staticmethod
    def place(block, random, kind):
        """A point in the gap between two fibres."""
        near = list(CELLS.values())[kind][3]
        while True:
            outline = block.outlines[random.integers(FIBRES)]
            i, along = random.integers(len(outline)), random.random()
            edge = outline[(i + 1) % len(outline)] - outline[i]
            out = np.array([edge[1], -edge[0]]) / np.hypot(*edge)
            point = np.append(outline[i] + along * edge + HALF_ENDOMYSIUM * out, random.random() * SIZE[2]) % SIZE
            if near is None or random.random() < block.hit(point[None], near)[0]:
                return point

    def now(self, time):
        """Which cells there are, and their place, direction, M1-likeness and repair."""
        here = (self.born <= time) & (time < self.dead)
        at = self.at[here]
        at[:, 2] = (at[:, 2] + self.speed[here] * max(time, 0)) % SIZE[2]
        moving = self.speed[here] != 0
        heading = np.column_stack([self.tilt[here], np.sign(self.speed[here])]) * moving[:, None]
        heading[moving] /= np.linalg.norm(heading[moving], axis=1)[:, None]
        age = np.maximum(time - self.born[here], 0)
        programme = np.where(self.kind[here] == 1, np.exp(-age / 60), np.nan)
        return here, at, heading, programme, 1 - programme


def write_cells(group, cells):
    moments = [cells.now(time) for time in TIMES]
    begin = np.cumsum([0] + [here.sum() for here, *_ in moments])
    put(group, "kind_name", np.array(list(CELLS), dtype=h5py.string_dtype()), "1", "kinds")
    put(group, "begin", begin.astype("i8"), "1", "first cell of a snapshot")
    put(group, "position", np.vstack([at for _, at, *_ in moments]).astype("f4"), "um", "x, y, z")
    put(group, "direction", np.vstack([d for _, _, d, *_ in moments]).astype("f4"), "1", "direction")
    put(group, "kind", np.concatenate([cells.kind[here] for here, *_ in moments]), "1", "kind")
    put(group, "name", np.concatenate([cells.name[here] for here, *_ in moments]), "1", "name")
    values = group.create_group("values")
    put(values, "programme", np.concatenate([p for *_, p, _ in moments]).astype("f4"), "1", "M1-likeness")
    put(values, "repair", np.concatenate([r for *_, r in moments]).astype("f4"), "1", "repair")


def put(group, name, values, units, long_name):
    stored = group.create_dataset(name, data=values)
    stored.attrs["units"], stored.attrs["long_name"] = units, long_name


def write_geometry(group, block):
    for name, count in zip(("nx", "ny", "nz"), VOXELS):
        group.attrs[name] = np.int64(count)
    for name, size, count in zip(("hx_um", "hy_um", "hz_um"), SIZE, VOXELS):
        group.attrs[name] = float(size / count)
    group.attrs["domains_per_fibre"] = np.int64(DOMAINS_PER_FIBRE)
    begin = np.cumsum([0] + [len(outline) for outline in block.outlines]).astype("i4")
    put(group, "fibre_type", block.types, "1", "fibre type: 0 = I, 1 = IIa, 2 = IIx")
    put(group, "fibre_centre", block.centres.astype("f4"), "um", "centre of each fibre")
    put(group, "outline", np.vstack(block.outlines).astype("f4"), "um", "outlines of the fibres")
    put(group, "outline_begin", begin, "1", "first point of each fibre's outline")
    put(group, "capillary", block.capillaries.astype("f4"), "um", "capillaries")
    put(group, "pericyte", block.pericytes.astype("f4"), "um", "pericytes")


def write_arm(group, block, treated, random):
    put(group, "time", TIMES, "h", "time")
    course = np.where(TIMES > 0, TIMES * np.exp(1 - TIMES / 2.5) / 2.5, 0)  # 1 at 2.5 h
    course = course * np.where((TIMES > 0.2) & treated, 0.45, 1)
    type_two = np.repeat(block.types > 0, DOMAINS_PER_FIBRE)
    own = random.lognormal(0, 0.12, len(block.domains))
    hit = block.hit(block.domains, 170) * np.where(type_two, 1.0, 0.5)
    damage = np.outer(TIMES >= 0, np.minimum(1, 0.8 * block.hit(block.domains, 110)))
    domains = group.create_group("domains")
    p65 = 0.02 * own + np.outer(course, 0.02 + 0.11 * hit * own)
    put(domains, "p65_nuclear", p65.astype("f4"), "uM", "nuclear p65")
    put(domains, "damage_disrupted", damage.astype("f4"), "1", "share of disrupted sarcomeres")
    late, dead = np.maximum(TIMES, 0), np.minimum(1, 2 * block.hit(block.domains, 110) ** 2)
    uneaten, refilled = np.exp(-late / 90), np.where(late > 60, 1 - np.exp(-(late - 60) / 40), 0)
    for name, share in (
        ("necrotic", uneaten * (late > 0)),
        ("cleared", (1 - uneaten) * (1 - refilled)),
        ("regenerating", (1 - uneaten) * refilled * np.exp(-late / 900)),
    ):
        put(domains, name + "_in_block", np.outer(share, dead).astype("f4"), "1", name + " share")
    pericytes = group.create_group("pericytes")
    near = block.hit(block.pericytes, 170)
    put(pericytes, "p65_nuclear", (0.02 + np.outer(course, 0.03 + 0.15 * near)).astype("f4"), "uM", "nuclear p65")
    write_cells(group.create_group("cells"), Cells(block, random, treated))
    fields = group.create_group("fields")
    cloud = block.hit(block.voxels, 150) + 0.02 * random.random(tuple(VOXELS[::-1]))
    put(fields, "tnf", (0.002 + 0.2 * course[:, None, None, None] * cloud).astype("f4"), "ng/mL", "TNF")
    lactate = 1.5 + 8 * np.exp(-np.maximum(TIMES, 0) / 0.4)
    put(fields, "lactate", (lactate[:, None, None, None] * (1 + 0.1 * cloud)).astype("f4"), "mM", "lactate")


def write_example(path):
    random = np.random.default_rng(2012)
    block = Block(random)
    h5py.get_config().track_order = True  # the reader lists groups in the order in which they were made
    with h5py.File(path, "w") as file:
        text = h5py.string_dtype()
        file.attrs["Conventions"], file.attrs["study"], file.attrs["about"] = "knead-results-2", "example", "invented"
        file.attrs["version"], file.attrs["config"] = "0.1.0", ""
        file.attrs["seed"] = np.uint64(2012)
        put(file, "subject", np.array([1], "i4"), "1", "subject")
        put(file, "arm", np.array(ARMS, dtype=text), "1", "arm")
        put(file, "time", TIMES, "h", "time")
        put(file, "finished", np.array([1], "u1"), "1", "finished")
        write_geometry(file.create_group("snapshots/subject_1/geometry"), block)
        for arm in ARMS:
            group = file.create_group(f"snapshots/subject_1/arms/{arm}")
            write_arm(group, block, arm == "massage", np.random.default_rng(7))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make_example.py RESULT.h5")
    write_example(sys.argv[1])
