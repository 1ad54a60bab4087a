#pragma once
// What a study file may hold: every key once, with its unit, range and meaning. Defaults are the values of a fresh
// struct (study.hpp). schema.hpp tells what a visitor is.

#include <limits>

#include "models/cytokines.hpp"
#include "sim/config/schema.hpp"
#include "sim/config/study.hpp"

namespace knead {

/// "module.symbol".
std::string full_name(const Parameter& parameter);

template <class Visitor>
void describe(Visitor& v, Subjects& subjects) {
  v.name({"body", "whose parameters: a file of configs/bodies or beside the study"}, subjects.body);
  v.whole(required("count", "number of subjects, each drawn from the population"), subjects.count, Range{1, 100000});
}

/// Of a body, and of a study's tissue, whose own it must be.
template <class Visitor>
void describe(Visitor& v, Tissue::Muscle& muscle) {
  v.choice({"muscle", "which muscle: that of the body, which may be left out"}, muscle,
           {"vastus_lateralis", "tibialis_anterior"});
}

template <class Visitor>
void describe(Visitor& v, Tissue& tissue) {
  v.choice({"kind",
            "block: fibres in space; culture: domains in a dish; well_mixed: one voxel without positions or "
            "draws. A bare word in place of the map is the kind"},
           tissue.kind, {"block", "culture", "well_mixed"});
  describe(v, tissue.muscle);
  v.quantity({"depth", "below the surface of the skin"}, tissue.depth_mm, "mm", Range{1, 300});
  if (tissue.kind != Tissue::Kind::block) {
    v.whole({"domains", "number of fibre domains; well mixed, each stands for a quantile of its type's susceptibility"},
            tissue.domains, Range{1, 1000000});
    return;
  }
  v.whole({"fibres", "fibres in the cross-section; 61 are about 0.6 mm across"}, tissue.fibres, Range{4, 10000});
  v.quantity({"length", "of the block along its fibres"}, tissue.length_um, "um", Range{50, 1e5});
  v.quantity({"domain_length", "length of fibre that carries one network"}, tissue.domain_length_um, "um",
             Range{20, 1000});
  v.quantity({"voxel", "of the fields, at most half the decay length of each"}, tissue.voxel_um, "um", Range{2, 500});
}

template <class Visitor>
void describe(Visitor& v, Sampling& sampling) {
  v.group({"biopsy", "samples of tissue, of every arm"}, [&](auto& inner) {
    inner.form({"at",
                "when: before everything, at a time, or after a load: the arm's own, else that of the arms that "
                "have it"},
               "[baseline, 3 h, [150 min, 174 min], {after: massage, by: [0 min, 10 min]}]", sampling.biopsies);
    inner.quantity({"mass", "of a sample"}, sampling.mass_mg, "mg", Range{1, 1000});
    inner.flag({"wounds",
                "the needle of each sample severs fibre domains next to the block, so that later samples are "
                "taken from a wounded leg"},
               sampling.wounds);
  });
}

template <class Visitor>
void describe(Visitor& v, Output& output) {
  v.quantity({"series", "from one point of the time series to the next"}, output.series_s, "s", a_while_s);
  v.group({"snapshots", "the whole tissue, for pictures"}, [&](auto& inner) {
    inner.quantity({"every", "from one snapshot to the next; 0 for none"}, output.snapshot_every_s, "s", since_zero_s);
    inner.form({"subjects", "of which subjects, counted from 1"}, "[1]", output.snapshot_subjects);
  });
}

/// The posterior of a study, and what its draws follow from.
struct PosteriorKey {
  const PosteriorInForce& posterior;
  std::uint64_t seed;
  int subjects;
};

/// Values of parameters: those in whose place a posterior's draws stand, or those that are the study's own.
struct ParameterLayer {
  ParameterSet& parameters;
  const PosteriorInForce& posterior;
  bool drawn;
};

template <class Visitor>
void describe(Visitor& v, Study& study) {
  v.name(required("study", "name of the study and of its results file"), study.name);
  v.text({"about", "what it asks, in a sentence"}, study.about);
  v.whole({"seed", "of every random draw"}, study.seed, Range{0, 1e15});
  v.group(required("subjects", "who"), [&](auto& inner) { describe(inner, study.subjects); });
  v.group({"tissue", "what is simulated of each"}, [&](auto& inner) { describe(inner, study.tissue); });
  v.form({"before", "loads the same for every arm, one after the other; time zero is the end of the last"},
         "[{exercise: {kind: cycling, stages: [{for: 1 h, at: 60 %}]}}]", study.before);
  v.form(required("arms",
                  "twins of each leg and what each gets; with `traits`, parameters in which an arm is another "
                  "person, as its first item"),
         "{rest: [], massage: [{massage: {start: 10 min, ...}}]}", study.arms);
  v.group({"sample", "what is taken"}, [&](auto& inner) { describe(inner, study.sampling); });
  v.form({"rows",
          "which arms answer a condition of the measurement table: one against its baseline, or treated and control"},
         "{massage_vs_control: [massage, rest]}", study.rows);
  v.quantity(required("until", "how long it is followed after time zero"), study.until_s, "s", Range{1, 10 * year_s});
  v.group({"output", "what is kept"}, [&](auto& inner) { describe(inner, study.output); });
  v.group({"coupling", "of networks and fields"}, [&](auto& inner) {
    inner.quantity({"tolerance", "relative splitting error of a step"}, study.coupling.tolerance, "1",
                   Range{1e-8, 0.1});
    inner.quantity({"max_step", "longest step"}, study.coupling.max_step_s, "s", Range{5, 86400});
  });
  v.group({"network", "the stiff stepper"}, [&](auto& inner) {
    inner.quantity({"tolerance", "relative error of a step"}, study.network.tolerance, "1", Range{1e-12, 0.01});
  });
  v.form({"stroke_types", "strokes of massage, beside or instead of those of configs/massage_strokes.yaml"},
         "{effleurage: {contact_radius: 30 mm, pressure_factor: 0.5, frequency: 0.25 Hz}}", study.stroke_types);
  PosteriorKey posterior{study.posterior, study.seed, study.subjects.count};
  v.form({"posterior",
          "draws of parameters that agree with what was measured, one a subject: a file NAME.tsv, looked up beside the "
          "study, then in configs/posterior; or none"},
         "calibrated", posterior);
  ParameterLayer drawn{study.parameters, study.posterior, true}, own{study.parameters, study.posterior, false};
  v.form({"drawn_parameters", "values that differ from the body's and that a posterior's draws replace"},
         "{nfkb.k1: 2.5e-3 /s}", drawn);
  v.form({"parameters",
          "values that differ from the body's, in place of a posterior's draws; `knead parameters` lists all"},
         "{nfkb.k1: 2.5e-3 /s}", own);
}

}  // namespace knead
