"""What `knead compare` answers and results files hold, made up for test_figure.py."""

import random

import h5py
import numpy as np

STARTS, PRESSURES, SCHEDULES = [0, 2, 24], [5, 10, 20, 40], {"single": 1, "daily": 4}

# Answers `compare` with the file answer.json beside it, and keeps what it was asked.
KNEAD = """#!/usr/bin/python3
import os, shutil, sys
home = os.path.dirname(os.path.abspath(__file__))
open(os.path.join(home, "asked"), "w").write("\\n".join(sys.argv[1:]))
if "sorenes.peak" in sys.argv:
    sys.exit(print("--outcome: unknown observable 'sorenes'; did you mean 'soreness'?", file=sys.stderr) or 2)
shutil.copy(os.path.join(home, "answer.json"), sys.argv[sys.argv.index("--json") + 1])
"""


def estimate(difference, low, high, reached=4):
    return {"n": 4, "reached": reached, "median": 1, "difference": difference, "low": low, "high": high,
            "reference_median": 2, "best": 0.1}


def difference_at(start, pressure, schedule):
    """Better (less) at once, worse the later, a hundredth for each kPa and a thousand for daily."""
    return start - 10 + pressure / 100 + (1000 if schedule == "daily" else 0)


def interval_of(difference):
    """From 3 below to 3 above: it includes 0 where the difference is small."""
    return difference - 3, difference + 3


def option(start, pressure, schedule, estimates, arm="massage", point=0):
    sessions = SCHEDULES[schedule] if arm == "massage" else 0
    axes = {"schedule": {"label": schedule, "number": None}, "start": {"label": f"{start} h", "number": start},
            "pressure": {"label": f"{pressure} kPa", "number": pressure}}
    return {"label": f"start={start} h", "point": point, "arm": arm, "axes": axes, "sessions": sessions, "minutes": 10,
            "outcomes": estimates}


def points():
    return [(start, pressure, schedule) for schedule in SCHEDULES for start in STARTS for pressure in PRESSURES]


def sweep_answer():
    """In an order that is none of the axes', to see that they are put in order."""
    candidates = []
    for start, pressure, schedule in random.Random(1).sample(points(), len(points())):
        difference = difference_at(start, pressure, schedule)
        candidates.append(option(start, pressure, schedule, {
            "soreness.peak": estimate(difference, *interval_of(difference)),
            "force.days_to(90 %)": estimate(None, None, None, 0) if start == 24 else estimate(-1, -2, 0, 3)}))
    candidates.sort(key=lambda each: each["axes"]["schedule"]["label"] != "single")
    none = estimate(None, None, None)
    reference = option(0, 5, "single", {"soreness.peak": none, "force.days_to(90 %)": none}, "rest")
    return {"sweep": "timing", "subjects": 4,
            "axes": [{"name": "schedule", "unit": ""}, {"name": "start", "unit": "h"},
                     {"name": "pressure", "unit": "kPa"}],
            "outcomes": [{"outcome": "soreness.peak", "unit": "1", "better": "less"},
                         {"outcome": "force.days_to(90 %)", "unit": "d", "better": "less"}],
            "reference": "rest", "groups": [{"title": "", "reference": reference, "candidates": candidates}],
            "lines": []}


def run_answer():
    one = {"label": "massage", "point": 0, "arm": "massage", "axes": {}, "sessions": 1, "minutes": 10,
           "outcomes": {"soreness.peak": estimate(-1, -2, -0.5)}}
    rest = one | {"label": "rest", "arm": "rest", "sessions": 0,
                  "outcomes": {"soreness.peak": estimate(None, None, None)}}
    return {"study": "legs", "subjects": 4, "axes": [], "reference": "rest", "lines": [],
            "outcomes": [{"outcome": "soreness.peak", "unit": "1", "better": "less"}],
            "groups": [{"title": "", "reference": rest, "candidates": [one]}]}


def write_scales(file, time):
    text = h5py.string_dtype()
    file.create_dataset("arm", data=["rest", "massage"], dtype=text)
    file["time"], file["subject"] = time, np.arange(1, 5, dtype="int32")


def write_run(path):
    """Soreness rises to the subject's number, and half of that if massaged."""
    with h5py.File(path, "w") as file:
        file.attrs.update({"Conventions": "knead-results-2", "study": "legs", "about": "", "version": "0",
                           "config": "resolved: yes\nbefore:\n  - exercise:\n      kind: eccentric\n"})
        time = np.array([0.0, 1, 2, 3])
        write_scales(file, time)
        file["finished"] = np.array([1, 1, 1, 0], "uint8")
        soreness = np.arange(1, 5)[:, None, None] * np.array([1, 0.5])[None, :, None] * time / 3
        load = np.zeros((4, 2, 4))
        load[:, 1, 1] = 100
        for id, values, unit, name in (("soreness", soreness, "1", "soreness, 0 to 10"),
                                       ("load_tissue_stress", load, "Pa", "mean compressive stress")):
            file[id] = values
            file[id].attrs.update({"units": unit, "long_name": name})


def write_sweep(path, series=True):
    text, count = h5py.string_dtype(), len(points())
    with h5py.File(path, "w") as file:
        config = "".join(f"arms.massage.0.massage.start={start} h; arms.massage.0.massage.pressure={pressure} kPa\n"
                         for start, pressure, _ in points())
        file.attrs.update({"Conventions": "knead-sweep-1", "sweep": "timing", "about": "", "version": "0",
                           "config": "before:\n  - exercise:\n" + config, "against": "rest"})
        time = np.array([0.0, 24, 48, 96])
        write_scales(file, time)
        file["point"] = np.arange(1, count + 1, dtype="int32")
        file.create_dataset("point_label", data=[str(each) for each in points()], dtype=text)
        file["axis_start"] = [float(start) for start, _, _ in points()]
        file["axis_pressure"] = [float(pressure) for _, pressure, _ in points()]
        file.create_dataset("label_start", data=[f"{start} h" for start, _, _ in points()], dtype=text)
        file.create_dataset("label_pressure", data=[f"{pressure} kPa" for _, pressure, _ in points()], dtype=text)
        file.create_dataset("axis_schedule", data=[schedule for _, _, schedule in points()], dtype=text)
        file["finished"] = np.ones((count, 4), "uint8")
        ids = ["soreness.peak", "force.days_to(90 %)"]
        file.create_dataset("outcome", data=ids, dtype=text)
        file.create_dataset("outcome_meaning", dtype=text, data=[
            "soreness, 0 to 10: largest value after the bout",
            "isometric force, of that of the healthy muscle: time until it is back at this share of its first value"])
        file["outcomes"], file["bout_end"] = np.zeros((count, 4, 2, 2)), np.zeros((count, 4, 2))
        if series:
            file["soreness"] = np.random.default_rng(1).random((count, 4, 2, 4))
            file["soreness"].attrs.update({"units": "1", "long_name": "soreness, 0 to 10"})
