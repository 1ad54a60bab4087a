#include "sim/config/units.hpp"

#include <fmt/format.h>
#include <udunits2.h>

#include <charconv>
#include <cmath>
#include <memory>
#include <mutex>

#include "sim/config/origin.hpp"

namespace knead {
namespace {

struct Definition {
  const char* symbols;  // separated by spaces
  const char* meaning;  // in terms of those above
};

// An amount of things is a pure number: cells/mm3 and 1/mm3 are the same.
constexpr Definition definitions[] = {
    {"min minute minutes", "60 s"},
    {"h hour hours", "60 min"},
    {"d day days", "24 h"},
    {"week weeks", "7 d"},
    {"second seconds", "s"},
    {"Hz", "1/s"},
    {"g", "1e-3 kg"},
    {"N", "kg m/s2"},
    {"Pa", "N/m2"},
    {"J", "N m"},
    {"W", "J/s"},
    {"mmHg", "133.322387415 Pa"},
    {"L l", "1e-3 m3"},
    {"M", "mol/L"},
    {"U", "1e-6 mol/min"},
    {"count cell cells molecule molecules fibre fibres section sections", "1"},
    {"%", "0.01"},
};

struct Prefix {
  const char* symbol;
  double factor;
};
constexpr Prefix prefixes[] = {{"p", 1e-12}, {"n", 1e-9}, {"u", 1e-6}, {"m", 1e-3},
                               {"c", 1e-2},  {"k", 1e3},  {"M", 1e6}};

struct FreeUnit {
  void operator()(ut_unit* unit) const { ut_free(unit); }
};
using Unit = std::unique_ptr<ut_unit, FreeUnit>;

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (char c : text) {
    if (c == ' ') {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

class System {
 public:
  System() : system_(ut_new_system()) {
    ut_set_error_message_handler(ut_ignore);
    for (const auto& prefix : prefixes) ut_add_symbol_prefix(system_, prefix.symbol, prefix.factor);
    for (const char* symbol : {"m", "kg", "s", "mol", "K"}) name(symbol, Unit(ut_new_base_unit(system_)));
    for (const auto& [symbols, meaning] : definitions) {
      for (const auto& symbol : words_of(symbols)) name(symbol, Unit(ut_parse(system_, meaning, UT_ASCII)));
    }
    name("degC", Unit(ut_offset(parse("K").get(), 273.15)));
  }

  /// Null if the library cannot read it.
  Unit parse(const std::string& text) const { return Unit(ut_parse(system_, text.c_str(), UT_ASCII)); }
  const std::vector<std::string>& symbols() const { return symbols_; }

 private:
  void name(const std::string& symbol, Unit unit) {
    if (!unit || ut_map_symbol_to_unit(symbol.c_str(), UT_ASCII, unit.get()) != UT_SUCCESS) {
      throw std::logic_error("unit " + symbol + " cannot be defined");
    }
    symbols_.push_back(symbol);
  }

  ut_system* system_;  // lives as long as the program
  std::vector<std::string> symbols_;
};

/// UDUNITS must not be entered by two threads at once.
std::mutex library_in_use;

const System& system() {
  static const System system;
  return system;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The symbols in a unit, which is symbols with whole exponents joined by '/', '*', '.' or a space: UDUNITS would also
/// take dates, logarithms and numbers there. "1" or nothing may stand before the first '/'.
std::vector<std::string> symbols_in(const std::string& unit) {
  std::vector<std::string> symbols;
  const UnitError malformed(fmt::format("'{}' is not a unit (a unit is written like um2/s, kPa or /d)", unit));
  std::size_t i = unit.starts_with("1") ? 1 : 0;
  if (unit.empty() || (i == 1 && unit.size() > 1 && unit[1] != '/')) throw malformed;
  while (i < unit.size()) {
    const bool joined = unit[i] == '/' || unit[i] == '*' || unit[i] == '.' || unit[i] == ' ';
    const bool may_join = i > 0 || unit[i] == '/';
    if (joined != (i > 0 || unit[i] == '/') || (joined && !may_join)) throw malformed;
    if (joined) ++i;
    std::string symbol;
    while (i < unit.size() && is_letter(unit[i])) symbol += unit[i++];
    if (symbol.empty()) throw malformed;
    symbols.push_back(symbol);
    if (i < unit.size() && unit[i] == '^') ++i;
    if (i < unit.size() && unit[i] == '-') ++i;
    while (i < unit.size() && is_digit(unit[i])) ++i;
  }
  return symbols;
}

/// `wanted` is a unit that a misspelt one may stand for, beside those of the table.
Unit parse_unit(const std::string& text, const std::string& wanted = "") {
  const auto used = symbols_in(text);
  for (const auto& symbol : used) {
    if (symbol == "C") {
      throw UnitError(
          "'C' is not a unit here (elsewhere it is coulomb); expected degC for a temperature, K for a difference");
    }
    if (!system().parse(symbol)) {
      auto known = system().symbols();
      known.push_back(wanted);
      throw UnitError(fmt::format("unknown unit '{}'{}", symbol, did_you_mean(symbol, known)));
    }
    if (symbol == "degC" && text != "degC") {
      throw UnitError(fmt::format("degC cannot be part of '{}' (it has a zero of its own); expected K", text));
    }
  }
  Unit unit = system().parse(text.front() == '/' ? "1" + text : text);
  if (!unit) throw UnitError(fmt::format("'{}' is not a unit (a unit is written like um2/s, kPa or /d)", text));
  return unit;
}

}  // namespace

Quantity parse_quantity(const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || !std::isfinite(value)) throw UnitError(fmt::format("'{}' is not a number", text));
  std::string unit(rest, end);
  unit.erase(0, unit.find_first_not_of(' '));
  return {value, unit.empty() ? "1" : unit};
}

double convert(double value, const std::string& from, const std::string& to) {
  if (from == to) return value;
  const std::lock_guard lock(library_in_use);
  const Unit source = parse_unit(from, to), target = parse_unit(to);
  if ((from == "degC") != (to == "degC") && to != "degC") {
    throw UnitError("degC is a temperature, not a difference of temperatures; expected K");
  }
  const std::unique_ptr<cv_converter, void (*)(cv_converter*)> converter(ut_get_converter(source.get(), target.get()),
                                                                         cv_free);
  if (!ut_are_convertible(source.get(), target.get()) || !converter) {
    throw UnitError(
        from == "1" ? fmt::format("a number without a unit; expected a quantity in {}", to)
        : to == "1" ? fmt::format("{} is a unit where none belongs; expected a pure number or %", from)
                    : fmt::format("{0} is not a unit of the same kind as {1}; expected a quantity in {1}", from, to));
  }
  const double zero = cv_convert_double(converter.get(), 0.0);
  const double factor = cv_convert_double(converter.get(), 1.0) - zero;
  if (zero != 0.0) return cv_convert_double(converter.get(), value);
  // A quotient by a power of ten is rounded once, a product with its inexact inverse twice.
  const double inverse = std::round(1.0 / factor), whole = std::round(factor);
  constexpr double rounding = 1e-12;
  if (inverse >= 1 && std::abs(inverse * factor - 1.0) < rounding) return value / inverse;
  if (whole >= 1 && std::abs(whole / factor - 1.0) < rounding) return value * whole;
  return value * factor;
}

void check_unit(const std::string& unit) {
  const std::lock_guard lock(library_in_use);
  parse_unit(unit);
}

}  // namespace knead
