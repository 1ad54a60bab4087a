"""A picture of a scene: the arms of one subject side by side at one time, with their legends."""

import numpy as np
from paraview import simple as pv

from drawing.block import AFFECTED, CUT, Arm, Look, draw_arm
from drawing.cells import MACROPHAGE, PROGRAMME, look_of
from drawing.colours import EMBER, GREY, INTACT, REPAIR_TO_M1, SEA, Key, Scale, limits, states_in, title_of
from drawing.index import SceneError, chosen, known, read_index
from drawing.stage import Stage, draw_lengths, write

LEGENDS_LEFT, LEGENDS_TOP, LINE = 0.845, 0.95, 0.035  # as fractions of the window


class Subject:
    """What of a scene is to be drawn: arms, and either the states of their fibres or one quantity of them."""

    def __init__(self, options):
        index = read_index(options.folder)
        numbers = [subject["number"] for subject in index["subjects"]]
        number = numbers[0] if options.subject is None else known(options.subject, numbers, "subject")
        names = next(subject["arms"] for subject in index["subjects"] if subject["number"] == number)
        names = [known(name, names, "arm") for name in options.arms or names[:2]]
        domains, cells, fields = ({each["id"]: each for each in index[kind]} for kind in ("domains", "cells", "fields"))
        self.title, self.kinds = f"{index['study']}, subject {number}", index["cell_kinds"]
        self.has_programme = MACROPHAGE in self.kinds and {"programme", "repair"} <= set(cells)
        self.field = chosen(options.field, "tnf", fields, "field") if options.field or not self.kinds else None
        pv._DisableFirstRenderCameraReset()
        self.arms = [Arm(options.folder, number, name) for name in names]
        self.times = sorted({time for arm in self.arms for time in arm.domains.TimestepValues})
        self.states = states_in(domains) if options.colour is None else []
        if self.states and not any(self.shown(arm, time).max() > AFFECTED for arm in self.arms for time in self.times):
            self.states = []
        self.colour = None if self.states else chosen(options.colour, "p65_nuclear", domains, "quantity of the domains")
        if not self.states and self.colour is None:
            raise SceneError(f"{options.folder}: the fibre domains have no quantities to draw")

    def shown(self, arm, time):
        """How much there is to see of each domain of an arm: its shares of all states, or its colour's quantity."""
        if not self.states:
            return arm.values("domains", self.colour["array"], time)
        return sum(arm.values("domains", array, time) / whole for _, array, whole, _ in self.states)

    def busiest(self):
        """The time at which there is most to see: of cells where the states are drawn, else of the colour."""
        if self.states and self.kinds:
            return max(self.times, key=lambda time: sum(arm.count_cells(time) for arm in self.arms))
        return max(self.times, key=lambda time: max(np.nanmean(self.shown(arm, time)) for arm in self.arms))

    def corner(self, time):
        """Where to cut: through the domain of the first arm that shows most, kept within CUT; without one, amid CUT."""
        arm, size = self.arms[0], self.arms[0].size(time)
        shown = self.shown(arm, time)
        if not np.nanmin(shown) < np.nanmax(shown):
            return [sum(ends) / 2 * s for ends, s in zip(CUT, size)]
        most = arm.middle(int(np.nanargmax(shown)))
        return [min(max(at, low * s), high * s) for at, s, (low, high) in zip(most, size, CUT)]

    def is_focal(self, times):
        """Whether at all these times most domains of every arm are intact."""
        return all((self.shown(arm, time) > AFFECTED).mean() < 0.3 for arm in self.arms for time in times)

    def limits(self, kind, array, times):
        return limits(np.concatenate([arm.values(kind, array, time) for arm in self.arms for time in times]))


class Picture:
    """A subject drawn at one time. `turn_to` shows another, `save` writes the picture."""

    def __init__(self, subject, options, time, times_of_scales):
        """Colour scales span the numbers at all of times_of_scales."""
        self.legends, self.notes = [], ["red: capillaries"]
        fibres = self.colour_of_fibres(subject, options, times_of_scales)
        programme = self.colour_of_cells(subject)
        field = None
        if subject.field:
            low, high = subject.limits("fields", subject.field["array"], times_of_scales)
            field = Scale(subject.field["array"], title_of(subject.field), low, high, EMBER)
            self.legends.append(field)
            self.notes.append(f"wall of the cut: {subject.field['name']}")

        size = subject.arms[0].size(time)
        stage = Stage(size, len(subject.arms), options.size)
        self.view, self.pixels = stage.view, list(options.size)
        pv.GetAnimationScene().UpdateAnimationUsingDataTimeSteps()
        self.set_time(time)  # before all that would be computed at another
        in_cut = bool(subject.states) and subject.is_focal(times_of_scales)
        look = Look(size, subject.corner(time), fibres, in_cut, subject.kinds, programme, field)
        for arm, offset in zip(subject.arms, stage.offsets):
            draw_arm(self.view, arm, offset, look)
        draw_lengths(self.view, size)
        self.show_legends()
        self.write_words(subject)
        self.view.SuppressRendering = 0

    def colour_of_fibres(self, subject, options, times):
        if subject.states:
            states = [("intact", INTACT)] + [(name, rgb) for name, *_, rgb in subject.states]
            self.legends.append(Key("fibres", states))
            return subject.states
        low, high = options.range or subject.limits("domains", subject.colour["array"], times)
        self.legends.append(Scale(subject.colour["array"], title_of(subject.colour), low, high, SEA))
        if low > 0:
            self.notes.append(f"the colours of the fibres start at {low:.2g}, not at 0")
        return self.legends[-1]

    def colour_of_cells(self, subject):
        """The Scale of PROGRAMME, if the macrophages tell theirs."""
        if not subject.kinds:
            self.notes.insert(1, "gold: pericytes")
            return None
        looks = [(kind, look_of(kind, code)[0]) for code, kind in enumerate(subject.kinds)]
        if not subject.has_programme:
            self.legends.append(Key("cells", looks))
            return None
        self.legends.append(Key("cells", [look for look in looks if look[0] != MACROPHAGE]))
        ticks = [(-0.42, "in repair"), (0, "at rest"), (0.42, "M1-like")]
        scale = Scale(PROGRAMME, MACROPHAGE + "s", -0.5, 0.5, REPAIR_TO_M1, ticks)  # full colour from a half on
        self.legends.append(scale)
        return scale

    def show_legends(self):
        """One below the other, with equal gaps; bars are shorter where there are many."""
        bar = 0.3 if len(self.legends) < 3 else 0.12
        heights = [len(each.entries) * LINE if isinstance(each, Key) else bar for each in self.legends]
        top = LEGENDS_TOP
        for legend, height in zip(self.legends, heights):
            top -= LINE * (1 + legend.title.count("\n")) + height
            legend.show_legend(self.view, [LEGENDS_LEFT, top], height)
            top -= LINE

    def write_words(self, subject):
        days = subject.times[-1] > 72
        clock = pv.AnnotateTimeFilter(Input=subject.arms[0].domains)
        clock.Format, clock.Scale = ("day {time:.2f}", 1 / 24) if days else ("{time:.4g} h", 1)
        write(self.view, subject.title, 24, bold=True, window=[0.02, 0.945])
        write(self.view, clock, 24, window=[0.02, 0.9])
        write(self.view, "     ".join(self.notes), 18, colour=GREY, window=[0.02, 0.02])

    def set_time(self, time):
        pv.GetAnimationScene().AnimationTime = self.view.ViewTime = time

    def turn_to(self, time):
        self.view.SuppressRendering = 1  # a change of time would draw at once
        self.set_time(time)
        self.view.SuppressRendering = 0

    def render(self):
        pv.Render(self.view)

    def save(self, path):
        pv.SaveScreenshot(path, self.view, ImageResolution=self.pixels)
