#include "sim/config/study_writer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/config/study_schema.hpp"

namespace knead {

std::string quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n' || c == '\t' || c == '\r') {
      quoted += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

namespace {

std::string drawn_text(const Drawn& drawn, const std::string& unit) {
  if (drawn.fixed()) return written(drawn.low, unit);
  return fmt::format("[{}, {}]", written(drawn.low, unit), written(drawn.high, unit));
}

std::string time_text(const BiopsyTime& biopsy) {
  if (biopsy.when == BiopsyTime::When::baseline) return "baseline";
  if (biopsy.when == BiopsyTime::When::at) return drawn_text(biopsy.time_s, "s");
  return fmt::format("{{after: {}, by: {}}}", biopsy.load, drawn_text(biopsy.time_s, "s"));
}

std::string printed(Study study, const Origins* origins) {
  StudyWriter writer(origins);
  writer.flag({"resolved", "nothing is looked up elsewhere"}, true);
  describe(writer, study);
  return writer.yaml();
}

}  // namespace

std::string resolved_yaml(const Study& study) { return printed(study, nullptr); }
std::string resolved_yaml_with_origins(const Study& study) { return printed(study, &study.origins); }

void StudyWriter::text(Key key, const std::string& value) { line(key.name, quoted(value)); }
void StudyWriter::drawn(Key key, Drawn value, const char* unit, Range) { line(key.name, drawn_text(value, unit)); }

void StudyWriter::line(const std::string& key, const std::string& value) { put(key + ": " + value, comment_of(key)); }

void StudyWriter::item(std::size_t i, const std::string& value) { put("- " + value, comment_of(std::to_string(i))); }

void StudyWriter::open(const std::string& key) {
  put(key + ":", "");
  path_.push_back(key);
  indent_ += 2;
}

void StudyWriter::open_item(std::size_t i) {
  path_.push_back(std::to_string(i));
  indent_ += 2;
  after_dash_ = true;
}

void StudyWriter::close() {
  path_.pop_back();
  indent_ -= 2;
}

void StudyWriter::put(const std::string& text, const std::string& comment) {
  constexpr std::size_t comment_column = 50;
  std::string line = after_dash_ ? std::string(indent_ - 2, ' ') + "- " + text : std::string(indent_, ' ') + text;
  after_dash_ = false;
  if (!comment.empty()) {
    if (line.size() < comment_column) line.resize(comment_column, ' ');
    line += "  # " + comment;
  }
  yaml_ += line + '\n';
}

std::string StudyWriter::comment_of(const std::string& last) const {
  if (!origins_) return "";
  const auto at = origins_->find(path_.empty() ? last : fmt::format("{}.{}", fmt::join(path_, "."), last));
  const std::string own = at == origins_->end()             ? "default"
                          : at->second.layer == Layer::body ? "body " + at->second.place()
                                                            : at->second.place();
  if (path_.empty() || path_.front() != "drawn_parameters") return own;
  const auto above = origins_->find("parameters." + last);
  return above == origins_->end() ? own : fmt::format("posterior {}, over {}", above->second.place(), own);
}

template <class Part>
void StudyWriter::write_described(const std::string& key, std::vector<Part>& parts) {
  open(key);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    open_item(i);
    describe(*this, parts[i]);
    close();
  }
  close();
}

void StudyWriter::write_loads(std::vector<LoadEvent>& loads, Place place, std::size_t first) {
  for (std::size_t i = 0; i < loads.size(); ++i) {
    open_item(first + i);
    open(name_of(loads[i]));
    std::visit([&](auto& load) { describe(*this, load, place); }, loads[i]);
    close();
    close();
  }
}

void StudyWriter::write_form(const std::string& key, std::vector<Stage>& stages) {
  open(key);
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const auto at = stages[i].intensity ? written(*stages[i].intensity, "1") : "exhaustion";
    item(i, fmt::format("{{for: {}, at: {}}}", written(stages[i].duration_s, "s"), at));
  }
  close();
}

void StudyWriter::write_form(const std::string& key, std::vector<Stroke>& strokes) {
  open(key);
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    item(i, fmt::format("{{{}: {}}}", strokes[i].type, written(strokes[i].duration_s, "s")));
  }
  close();
}

void StudyWriter::write_form(const std::string& key, std::vector<PrescribedSegment>& segments) {
  write_described(key, segments);
}

void StudyWriter::write_form(const std::string& key, std::vector<MediumSegment>& segments) {
  write_described(key, segments);
}

void StudyWriter::write_form(const std::string& key, std::vector<LoadEvent>& loads) {
  if (loads.empty()) return line(key, "[]");
  open(key);
  write_loads(loads, Place::before, 0);
  close();
}

void StudyWriter::write_form(const std::string& key, Arm& arm) {
  if (arm.loads.empty() && arm.traits.empty()) return line(key, "[]");
  open(key);
  if (!arm.traits.empty()) {
    open_item(0);
    write_form("traits", arm.traits);
    close();
  }
  write_loads(arm.loads, Place::arm, arm.item_of(0));
  close();
}

void StudyWriter::write_form(const std::string& key, std::vector<Arm>& arms) {
  open(key);
  for (auto& arm : arms) write_form(arm.name, arm);
  close();
}

void StudyWriter::write_form(const std::string& key, std::vector<BiopsyTime>& biopsies) {
  if (biopsies.empty()) return line(key, "[]");
  open(key);
  for (std::size_t i = 0; i < biopsies.size(); ++i) item(i, time_text(biopsies[i]));
  close();
}

void StudyWriter::write_form(const std::string& key, std::vector<int>& numbers) {
  line(key, fmt::format("[{}]", fmt::join(numbers, ", ")));
}

void StudyWriter::write_form(const std::string& key, std::vector<Row>& rows) {
  if (rows.empty()) return line(key, "{}");
  open(key);
  for (const auto& row : rows) {
    const auto arms = fmt::format("[{}]", fmt::join(row.arms, ", "));
    line(row.condition,
         row.after.empty() ? arms : fmt::format("{{arm: {}, after: [{}]}}", arms, fmt::join(row.after, ", ")));
  }
  close();
}

void StudyWriter::write_form(const std::string& key, std::map<std::string, StrokeType>& types) {
  if (types.empty()) return line(key, "{}");
  open(key);
  for (auto& [name, type] : types) {
    open(name);
    describe(*this, type);
    close();
  }
  close();
}

void StudyWriter::write_form(const std::string& key, Traits& traits) {
  open(key);
  for (const auto& [position, value] : traits) {
    const Parameter& declared = all_parameters()[position];
    line(full_name(declared), written(value, std::string(declared.unit)));
  }
  close();
}

void StudyWriter::write_form(const std::string& key, ParameterSet& parameters) {
  Traits all;
  for (std::size_t i = 0; i < parameters.values.size(); ++i) all[i] = parameters.values[i];
  write_form(key, all);
}

void StudyWriter::write_form(const std::string& key, ParameterLayer& layer) {
  Traits values;
  for (std::size_t i = 0; i < layer.parameters.values.size(); ++i)
    if (layer.posterior.covers(i) == layer.drawn) values[i] = layer.parameters.values[i];
  if (!layer.drawn || !values.empty()) write_form(key, values);
}

void StudyWriter::write_form(const std::string& key, PosteriorKey& chosen) {
  if (!chosen.posterior) return line(key, "none");
  std::vector<std::size_t> draws;
  for (int subject = 1; subject <= chosen.subjects; ++subject)
    draws.push_back(draw_of_subject(*chosen.posterior.of, chosen.seed, subject) + 1);
  line(key, fmt::format("{{name: {}, checksum: {}, draws: [{}]}}", chosen.posterior.of->name,
                        chosen.posterior.of->checksum, fmt::join(draws, ", ")));
}

}  // namespace knead
