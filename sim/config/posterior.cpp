#include "sim/config/posterior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <numeric>
#include <sstream>

#include "sim/config/schema.hpp"
#include "sim/config/study_schema.hpp"
#include "sim/config/tsv_table.hpp"
#include "sim/numerics/fnv1a.hpp"
#include "sim/numerics/random.hpp"

namespace knead {
namespace {

constexpr std::string_view likelihood_prefix = "log_likelihood.", fitted_row = "fitted row";

/// Modules whose parameters say how a limb, a tissue or a laboratory is made, and what of them is unknown all the same.
constexpr std::array of_the_study{std::string_view("laboratory"), std::string_view("tissue"),
                                  std::string_view("biopsy"), std::string_view("limb")};
constexpr std::array unknown_of_the_limb{std::string_view("limb.muscle_modulus"),
                                         std::string_view("limb.permeability")};

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path)) throw ConfigError({Layer::posterior, path}, "cannot be read");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string checksum_of(const std::string& bytes) { return fmt::format("{:016x}", fnv1a(bytes)); }

/// Reads the lines of one file.
class PosteriorReader {
 public:
  PosteriorReader(const std::string& path, const std::string& bytes) : path_(path), in_(bytes) {
    read_.name = std::filesystem::path(path).stem().string();
    read_.path = path;
    read_.checksum = checksum_of(bytes);
  }

  Posterior read() {
    read_header();
    std::string text;
    double sum = 0;
    while (next(text)) {
      if (text.empty()) continue;
      read_draw(TsvLine(path_, number_, text));
      sum += read_.weights.back();
    }
    if (read_.weights.empty()) throw ConfigError({Layer::posterior, path_}, "no draws; expected one a line");
    if (sum == 0) throw ConfigError({Layer::posterior, path_}, "column 'weight': all are 0; expected one above 0");
    for (double& weight : read_.weights) weight /= sum;
    return std::move(read_);
  }

 private:
  bool next(std::string& text) {
    if (!std::getline(in_, text)) return false;
    if (text.ends_with('\r')) text.pop_back();
    ++number_;
    return true;
  }

  void read_header() {
    std::string text;
    do {
      if (!next(text)) throw ConfigError({Layer::posterior, path_}, "no header; expected 'weight' and parameters");
      if (text.starts_with('#')) read_fact(text);
    } while (text.empty() || text.starts_with('#'));
    const TsvLine header(path_, number_, text);
    names_ = header.fields();
    if (names_.front() != "weight")
      header.fail_at(0, fmt::format("the first column is '{}'; expected 'weight'", names_.front()));
    for (std::size_t field = 1; field < names_.size(); ++field) read_name(header, field);
    if (read_.positions.empty()) header.fail_at(0, "no column names a parameter");
  }

  void read_fact(const std::string& text) {
    const auto colon = text.find(": ");
    const auto begin = text.find_first_not_of("# ");
    if (colon == std::string::npos || begin >= colon)
      throw ConfigError({Layer::posterior, path_, number_, 1}, "no fact; expected '# key: value'");
    const std::string key = text.substr(begin, colon - begin), value = text.substr(colon + 2);
    if (key != fitted_row) {
      read_.facts[key] = value;
      return;
    }
    if (std::count(value.begin(), value.end(), '\t') != 5)
      throw ConfigError({Layer::posterior, path_, number_, static_cast<int>(colon) + 3},
                        "no row; expected its study, study_file, observable, condition, time_h and kind with tabs "
                        "between");
    read_.fitted_rows.push_back(value);
  }

  void read_name(const TsvLine& header, std::size_t field) {
    const std::string& name = names_[field];
    const auto fail = [&](const std::string& problem) {
      header.fail_at(field, fmt::format("column '{}': {}", name, problem));
    };
    if (std::count(names_.begin(), names_.begin() + static_cast<std::ptrdiff_t>(field), name) > 0)
      fail("a second time");
    if (name.starts_with(likelihood_prefix)) {
      read_.studies.push_back(name.substr(likelihood_prefix.size()));
      return;
    }
    const auto position = find_parameter(name);
    if (!position) {
      std::vector<std::string> known;
      for (const Parameter& parameter : all_parameters()) known.push_back(full_name(parameter));
      fail("no parameter is called so" + did_you_mean(name, known));
    }
    if (belongs_to_study(all_parameters()[*position])) fail(fmt::format("it {}", belongs_to_study_words));
    read_.positions.push_back(*position);
  }

  void read_draw(const TsvLine& line) {
    const auto& fields = line.fields();
    if (fields.size() != names_.size())
      line.fail_at(0, fmt::format("{} columns; expected {}, with tabs between", fields.size(), names_.size()));
    const double weight = number(line, 0);
    if (!(weight >= 0 && std::isfinite(weight))) fail(line, 0, "is no weight; expected 0 or more");
    read_.weights.push_back(weight);
    auto& values = read_.values.emplace_back();
    auto& likelihoods = read_.log_likelihood.emplace_back();
    for (std::size_t field = 1; field < fields.size(); ++field) {
      const double value = number(line, field);
      if (names_[field].starts_with(likelihood_prefix)) {
        if (std::isnan(value)) fail(line, field, "is not a number");
        likelihoods.push_back(value);
        continue;
      }
      const Parameter& declared = all_parameters()[read_.positions[values.size()]];
      if (!(value >= declared.range.low && value <= declared.range.high && std::isfinite(value)))
        fail(line, field, "is out of range; expected " + written(declared.range, std::string(declared.unit)));
      values.push_back(value);
    }
  }

  double number(const TsvLine& line, std::size_t field) const {
    const std::string& digits = line.fields()[field];
    double value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stop != end) fail(line, field, "is not a number");
    return value;
  }

  [[noreturn]] void fail(const TsvLine& line, std::size_t field, const std::string& problem) const {
    line.fail_at(field, fmt::format("column '{}': '{}' {}", names_[field], line.fields()[field], problem));
  }

  std::string path_;
  std::istringstream in_;
  int number_ = 0;
  std::vector<std::string> names_;  ///< of the columns
  Posterior read_;
};

/// With 6 digits, or as many as keep it in range.
std::string digits_of(double value, Range range) {
  const std::string short_text = fmt::format("{:.6g}", value);
  const double rounded = std::stod(short_text);
  return rounded >= range.low && rounded <= range.high ? short_text : fmt::format("{}", value);
}

}  // namespace

bool belongs_to_study(const Parameter& parameter) {
  const auto known = [](const auto& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return known(of_the_study, parameter.module) && !known(unknown_of_the_limb, full_name(parameter));
}

Posterior read_posterior(const std::string& path) { return PosteriorReader(path, bytes_of(path)).read(); }

std::shared_ptr<const Posterior> shared_posterior(const std::string& path) {
  static std::mutex mutex;
  static std::map<std::string, std::shared_ptr<const Posterior>> latest;  // by path
  const std::string bytes = bytes_of(path);
  const std::lock_guard lock(mutex);
  auto& known = latest[path];
  if (!known || known->checksum != checksum_of(bytes))
    known = std::make_shared<const Posterior>(PosteriorReader(path, bytes).read());
  return known;
}

std::string text_of(const Posterior& posterior) {
  std::string text;
  for (const auto& [key, value] : posterior.facts) text += fmt::format("# {}: {}\n", key, value);
  for (const std::string& row : posterior.fitted_rows) text += fmt::format("# {}: {}\n", fitted_row, row);
  text += "weight";
  for (const std::size_t position : posterior.positions) text += '\t' + full_name(all_parameters()[position]);
  for (const std::string& study : posterior.studies) text += fmt::format("\t{}{}", likelihood_prefix, study);
  text += '\n';
  for (std::size_t draw = 0; draw < posterior.draws(); ++draw) {
    text += fmt::format("{:.6g}", posterior.weights[draw]);
    for (std::size_t i = 0; i < posterior.positions.size(); ++i)
      text += '\t' + digits_of(posterior.values[draw][i], all_parameters()[posterior.positions[i]].range);
    for (std::size_t i = 0; i < posterior.studies.size(); ++i)
      text += fmt::format("\t{:.6g}", posterior.log_likelihood[draw][i]);
    text += '\n';
  }
  return text;
}

std::size_t draw_of_subject(const Posterior& posterior, std::uint64_t seed, int subject) {
  const double u = draw_uniform({seed, static_cast<std::uint64_t>(subject)}, Purpose::posterior_draw, 0);
  double below = 0;
  std::size_t last = 0;
  for (std::size_t draw = 0; draw < posterior.draws(); ++draw) {
    if (posterior.weights[draw] == 0) continue;
    below += posterior.weights[draw];
    last = draw;
    if (u < below) break;
  }
  return last;  // the last that can be drawn, where rounding leaves the sum below u
}

bool PosteriorInForce::covers(std::size_t position) const {
  return std::binary_search(positions.begin(), positions.end(), position);
}

void PosteriorInForce::take_out(const std::vector<std::size_t>& others) {
  std::erase_if(positions, [&](std::size_t position) {
    return std::find(others.begin(), others.end(), position) != others.end();
  });
  if (positions.empty()) of.reset();
}

void PosteriorInForce::put_draw(std::uint64_t seed, int subject, ParameterSet& parameters) const {
  if (!of) return;
  const std::vector<double>& drawn = of->values[draw_of_subject(*of, seed, subject)];
  for (std::size_t i = 0; i < of->positions.size(); ++i)
    if (covers(of->positions[i])) parameters.values[of->positions[i]] = drawn[i];
}

bool PosteriorInForce::operator==(const PosteriorInForce& other) const {
  return positions == other.positions && (of == other.of || (of && other.of && *of == *other.of));
}

}  // namespace knead
