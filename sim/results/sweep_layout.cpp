#include "sim/results/sweep_layout.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "sim/numerics/fnv1a.hpp"
#include "sim/results/hdf5_attribute.hpp"
#include "sim/results/hdf5_dataset.hpp"
#include "sim/results/hdf5_file.hpp"
#include "sim/results/results_layout.hpp"

namespace knead {
namespace {

const std::string kConventions = "knead-sweep-1";
const std::string kAxis = "axis_", kLabel = "label_";
constexpr const char* kIdentity = "identity";

/// The scales of a sweep's dimensions.
struct Scales {
  Handle point, subject, arm, time, outcome;
};

Scales lay_out_scales(hid_t file, const SweepDescription& sweep) {
  std::vector<std::int32_t> points(sweep.points.size());
  for (std::size_t i = 0; i < points.size(); ++i) points[i] = static_cast<std::int32_t>(i + 1);
  const std::vector<std::int32_t> subjects(sweep.subjects.begin(), sweep.subjects.end());
  std::vector<std::string> outcomes;
  for (const SeriesDescription& outcome : sweep.outcomes) outcomes.push_back(outcome.id);

  Scales scales{create_dataset(file, "point", {points.size()}, Storage::packed, points),
                create_dataset(file, "subject", {subjects.size()}, Storage::packed, subjects),
                create_dataset(file, "arm", sweep.arms),
                create_dataset(file, "time", {sweep.time_h.size()}, Storage::packed, sweep.time_h),
                create_dataset(file, "outcome", outcomes)};
  const auto scale = [](const Handle& dataset, const char* name, const char* unit, const char* meaning) {
    make_scale(dataset, name);
    describe(dataset, unit, meaning);
  };
  scale(scales.point, "point", "1", "number of the point of the sweep");
  scale(scales.subject, "subject", "1", "number of the subject");
  scale(scales.arm, "arm", "1", "arm of the study");
  scale(scales.time, "time", "h", "time; zero is the end of `before`");
  scale(scales.outcome, "outcome", "1", "what is read off a course");
  return scales;
}

/// Values that every point has, in the file itself.
void lay_out_design(hid_t file, const SweepDescription& sweep, const Scales& scales) {
  const hsize_t points = sweep.points.size(), arms = sweep.arms.size();
  const auto keep = [](const Handle& dataset, const std::vector<const Handle*>& along, const std::string& unit,
                       const std::string& meaning) {
    attach_scales(dataset, along);
    describe(dataset, unit, meaning);
  };
  keep(create_dataset(file, "point_label", sweep.points), {&scales.point}, "1", "settings of the point");
  for (const SweepColumn& column : sweep.columns) {
    const std::string axis = "axis " + column.name;
    if (column.unit.empty()) {
      keep(create_dataset(file, kAxis + column.name, column.labels), {&scales.point}, "1", axis);
      continue;
    }
    keep(create_dataset(file, kAxis + column.name, {points}, Storage::packed, column.numbers), {&scales.point},
         column.unit, axis);
    keep(create_dataset(file, kLabel + column.name, column.labels), {&scales.point}, "1", axis + ", as written");
  }
  keep(create_dataset(file, "seed", {points}, Storage::packed, sweep.seeds), {&scales.point}, "1", "seed of the point");
  const std::vector<std::int32_t> sessions(sweep.sessions.begin(), sweep.sessions.end());
  keep(create_dataset(file, "sessions", {points, arms}, Storage::packed, sessions), {&scales.point, &scales.arm}, "1",
       "treatments");
  keep(create_dataset(file, "treated", {points, arms}, Storage::packed, sweep.treated_min),
       {&scales.point, &scales.arm}, "min", "length of all treatments together");
  keep(create_dataset(file, "bout_end", {points, sweep.subjects.size(), arms}, Storage::packed, sweep.bout_end_h),
       {&scales.point, &scales.subject, &scales.arm}, "h", "end of the first bout, from which outcomes count");
  std::vector<std::string> units, meanings;
  for (const SeriesDescription& outcome : sweep.outcomes) {
    units.push_back(outcome.unit);
    meanings.push_back(outcome.long_name);
  }
  keep(create_dataset(file, "outcome_unit", units), {&scales.outcome}, "1", "unit of the outcome");
  keep(create_dataset(file, "outcome_meaning", meanings), {&scales.outcome}, "1", "meaning of the outcome");
}

/// A part of every shard's records as a virtual dataset of [point, subject, ...rest].
class Virtual {
 public:
  Virtual(hid_t file, const SweepDescription& sweep, const std::vector<Shard>& shards,
          const std::filesystem::path& folder)
      : file_(file), sweep_(sweep), shards_(shards), folder_(folder) {}

  /// The shards' whole dataset of this name.
  template <class T>
  Handle whole(const std::string& name, const Dims& rest) const {
    return make<T>(name, rest, name, rest, Dims(rest.size()), rest);
  }

  /// One of the series.
  Handle series(std::size_t s) const {
    const hsize_t arms = sweep_.arms.size(), times = sweep_.time_h.size();
    return make<double>(sweep_.series[s].id, {arms, times}, "series", {sweep_.series.size(), arms, times}, {s, 0, 0},
                        {1, arms, times});
  }

 private:
  /// @param of the shards' dataset, of [record, ...of_rest]; taken from it is [record, ...begin to begin + count]
  template <class T>
  Handle make(const std::string& name, const Dims& rest, const std::string& of, const Dims& of_rest, const Dims& begin,
              const Dims& count) const {
    const auto joined = [](Dims first, const Dims& more) {
      first.insert(first.end(), more.begin(), more.end());
      return first;
    };
    std::vector<VirtualBlock> blocks;
    for (const Shard& shard : shards_) {
      const auto records = static_cast<hsize_t>(shard.records());
      const Dims at{static_cast<hsize_t>(shard.first_point), static_cast<hsize_t>(shard.first_subject)},
          size{static_cast<hsize_t>(shard.points), static_cast<hsize_t>(shard.subjects)};
      blocks.push_back({{joined(at, Dims(rest.size())), joined(size, rest)},
                        (folder_ / shard_name(shard)).string(),
                        of,
                        joined({records}, of_rest),
                        {joined({0}, begin), joined({records}, count)}});
    }
    return create_virtual<T>(file_, name, joined({sweep_.points.size(), sweep_.subjects.size()}, rest), blocks);
  }

  hid_t file_;
  const SweepDescription& sweep_;
  const std::vector<Shard>& shards_;
  const std::filesystem::path& folder_;
};

bool is_series(hid_t file, const std::string& name) {
  return is_dataset(file, name) && dims_of(open_dataset(file, name)).size() == 4 && name != "outcomes";
}

/// A hash of all that a shard's numbers and their places follow from.
std::uint64_t identity(const SweepDescription& sweep, const Shard& shard) {
  std::string all;
  const auto add = [&all](const std::string& text) { all += text + '\0'; };
  for (const std::string& text : {kConventions, sweep.version, sweep.config}) add(text);
  for (const auto& descriptions : {sweep.series, sweep.outcomes})
    for (const SeriesDescription& description : descriptions) add(description.id);
  add(fmt::format("{} {} {} {} {} {}", shard.first_point, shard.points, shard.first_subject, shard.subjects,
                  sweep.arms.size(), sweep.time_h.size()));
  return fnv1a(all);
}

}  // namespace

std::string shard_name(const Shard& shard) { return fmt::format("{:04}.h5", shard.number + 1); }

void lay_out_sweep(hid_t file, const SweepDescription& sweep, const std::vector<Shard>& shards,
                   const std::filesystem::path& shards_folder) {
  write_attribute(file, "Conventions", kConventions);
  write_attribute(file, "sweep", sweep.sweep);
  write_attribute(file, "about", sweep.about);
  write_attribute(file, "version", sweep.version);
  write_attribute(file, "config", sweep.config);
  write_attribute(file, "against", sweep.against);
  const Scales scales = lay_out_scales(file, sweep);
  lay_out_design(file, sweep, scales);

  const Virtual records(file, sweep, shards, shards_folder);
  const Handle finished = records.whole<std::uint8_t>("finished", {});
  attach_scales(finished, {&scales.point, &scales.subject});
  describe(finished, "1", "1 once the record of the subject at the point is complete");
  const Handle outcomes = records.whole<double>("outcomes", {sweep.arms.size(), sweep.outcomes.size()});
  attach_scales(outcomes, {&scales.point, &scales.subject, &scales.arm, &scales.outcome});
  describe(outcomes, "1", "outcomes, each in its outcome_unit");
  for (std::size_t s = 0; s < sweep.series.size(); ++s) {
    const Handle values = records.series(s);
    attach_scales(values, {&scales.point, &scales.subject, &scales.arm, &scales.time});
    describe(values, sweep.series[s].unit, sweep.series[s].long_name);
  }
}

SweepDescription read_sweep_description(hid_t file) {
  SweepDescription sweep;
  sweep.sweep = read_text_attribute(file, "sweep");
  sweep.about = read_text_attribute(file, "about");
  sweep.version = read_text_attribute(file, "version");
  sweep.config = read_text_attribute(file, "config");
  sweep.against = read_text_attribute(file, "against");
  sweep.points = read_strings(open_dataset(file, "point_label"));
  for (const std::string& name : names_in(file)) {
    if (is_series(file, name)) sweep.series.push_back(read_description(file, name));
    if (!name.starts_with(kAxis)) continue;
    SweepColumn column{name.substr(kAxis.size()), "", {}, {}};
    const Handle values = open_dataset(file, name);
    const std::string label = kLabel + column.name;
    const bool numbers = has(file, label);
    if (numbers) {
      column.unit = read_text_attribute(values, "units");
      column.numbers = read_values<double>(values);
    }
    column.labels = numbers ? read_strings(open_dataset(file, label)) : read_strings(values);
    sweep.columns.push_back(std::move(column));
  }
  sweep.seeds = read_values<std::uint64_t>(open_dataset(file, "seed"));
  sweep.arms = read_strings(open_dataset(file, "arm"));
  const auto subjects = read_values<std::int32_t>(open_dataset(file, "subject"));
  sweep.subjects.assign(subjects.begin(), subjects.end());
  sweep.time_h = read_values<double>(open_dataset(file, "time"));
  const auto sessions = read_values<std::int32_t>(open_dataset(file, "sessions"));
  sweep.sessions.assign(sessions.begin(), sessions.end());
  sweep.treated_min = read_values<double>(open_dataset(file, "treated"));
  sweep.bout_end_h = read_values<double>(open_dataset(file, "bout_end"));
  const auto ids = read_strings(open_dataset(file, "outcome"));
  const auto units = read_strings(open_dataset(file, "outcome_unit"));
  const auto meanings = read_strings(open_dataset(file, "outcome_meaning"));
  for (std::size_t i = 0; i < ids.size(); ++i) sweep.outcomes.push_back({ids[i], units[i], meanings[i]});
  return sweep;
}

Handle open_sweep(const std::filesystem::path& path) {
  const std::string expected = "; expected the file NAME.h5 of a sweep";
  if (!std::filesystem::exists(path)) throw Hdf5Error("no such file" + expected);
  if (std::filesystem::is_directory(path)) throw Hdf5Error("this is a folder" + expected);
  if (H5Fis_hdf5(path.c_str()) <= 0) throw Hdf5Error("not an HDF5 file, or not a readable one" + expected);
  Handle file = open_file(path, Open::to_read);
  if (H5Aexists(file, "Conventions") <= 0) throw Hdf5Error("not a sweep's file" + expected);
  if (const std::string says = read_text_attribute(file, "Conventions"); says != kConventions)
    throw Hdf5Error("not a sweep's file (it follows '" + says + "', not '" + kConventions + "')" + expected);
  return file;
}

bool is_shard(hid_t file, const SweepDescription& sweep, const Shard& shard) {
  return H5Aexists(file, kIdentity) > 0 && read_attribute<std::uint64_t>(file, kIdentity) == identity(sweep, shard);
}

void lay_out_shard(hid_t file, const SweepDescription& sweep, const Shard& shard) {
  const auto records = static_cast<hsize_t>(shard.records());
  const hsize_t arms = sweep.arms.size();
  write_attribute(file, kIdentity, identity(sweep, shard));
  create_dataset<std::uint8_t>(file, "finished", {records}, Storage::in_place);
  create_dataset<double>(file, "outcomes", {records, arms, sweep.outcomes.size()}, Storage::in_place);
  if (!sweep.series.empty())
    create_dataset<double>(file, "series", {records, sweep.series.size(), arms, sweep.time_h.size()},
                           Storage::in_place);
}

}  // namespace knead
