#include "sim/config/units.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "models/observable.hpp"
#include "models/parameters.hpp"
#include "sim/config/schema.hpp"

using knead::convert;

namespace {

std::string refusal(double value, const std::string& from, const std::string& to) {
  try {
    convert(value, from, to);
  } catch (const knead::UnitError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("every unit of the table of reference facts is known") {
  std::ifstream table(KNEAD_SOURCE_DIR "/configs/data/parameters.tsv");
  std::string line;
  REQUIRE(std::getline(table, line));
  int rows = 0;
  while (std::getline(table, line)) {
    std::istringstream columns(line);
    std::string quantity, value, spread, unit;
    std::getline(columns, quantity, '\t');
    std::getline(columns, value, '\t');
    std::getline(columns, spread, '\t');
    std::getline(columns, unit, '\t');
    INFO(quantity << " " << unit);
    if (!unit.empty()) CHECK_NOTHROW(knead::check_unit(unit));
    ++rows;
  }
  CHECK(rows == 75);
}

TEST_CASE("every unit of a declared parameter is known") {
  for (const auto& parameter : knead::all_parameters()) {
    INFO(parameter.module << "." << parameter.symbol);
    CHECK_NOTHROW(knead::check_unit(std::string(parameter.unit)));
  }
}

TEST_CASE("every unit of what is observed is known") {
  for (const auto& observable : knead::observables()) {
    INFO(observable.id);
    CHECK_NOTHROW(knead::check_unit(std::string(observable.unit)));
  }
}

TEST_CASE("conversions follow from the definitions of the units") {
  CHECK(convert(10, "min", "s") == 600);
  CHECK(convert(24, "h", "min") == 1440);
  CHECK(convert(1, "week", "d") == 7);
  CHECK(convert(15, "kPa", "Pa") == 15000);
  CHECK(convert(1, "mm", "um") == 1000);
  CHECK(convert(5.2, "um2/s", "mm2/h") == doctest::Approx(5.2e-6 * 3600).epsilon(1e-14));
  CHECK(convert(1, "uM", "pM") == 1e6);
  CHECK(convert(1, "M", "mol/m3") == 1000);
  CHECK(convert(1, "U/L", "uM/min") == doctest::Approx(1).epsilon(1e-14));
  CHECK(convert(3, "cells/mm3", "/mm3") == 3);
  CHECK(convert(3, "count/mm3", "cells/mm3") == 3);
  CHECK(convert(60, "molecules/cell/min", "/s") == 1);
  CHECK(convert(1, "ml/kg/min", "L/kg/min") == 1e-3);
  CHECK(convert(2, "um^2/s", "um2/s") == 2);
  CHECK(convert(2, "um2 s-1", "um2/s") == 2);
  CHECK(convert(37, "degC", "degC") == 37);
  CHECK(convert(310.15, "K", "degC") == doctest::Approx(37).epsilon(1e-12));
}

TEST_CASE("decimal factors are exact") {
  for (int percent = 0; percent <= 1000; ++percent) CHECK(convert(percent, "%", "1") == percent / 100.0);
  for (int length = 1; length <= 1000; ++length) CHECK(convert(length, "um", "mm") == length / 1000.0);
}

TEST_CASE("units that are wrong are refused with a reason") {
  CHECK(refusal(3, "C", "K") ==
        "'C' is not a unit here (elsewhere it is coulomb); expected degC for a temperature, K for a difference");
  CHECK(refusal(3, "J/C", "J/K").starts_with("'C' is not a unit here"));
  CHECK(refusal(3, "degC", "K") == "degC is a temperature, not a difference of temperatures; expected K");
  CHECK(refusal(3, "J/degC", "J/K") == "degC cannot be part of 'J/degC' (it has a zero of its own); expected K");
  CHECK(refusal(3, "kPa", "um") == "kPa is not a unit of the same kind as um; expected a quantity in um");
  CHECK(refusal(3, "1", "s") == "a number without a unit; expected a quantity in s");
  CHECK(refusal(3, "s", "1") == "s is a unit where none belongs; expected a pure number or %");
  CHECK(refusal(3, "mins", "s") == "unknown unit 'mins'; did you mean 'min'?");
  CHECK(refusal(3, "furlong", "m") == "unknown unit 'furlong'");
  // UDUNITS itself reads all of these as units.
  for (const char* strange :
       {"s since 2000", "lg(re 1 mW)", "2 s", "s 2", "1000", "", "/", "s@3", "s99999999999", "u", "arcsec"}) {
    INFO(strange);
    CHECK(refusal(3, strange, "s") != "");
  }
}

TEST_CASE("a quantity is a finite number and a unit") {
  CHECK(knead::parse_quantity("2.5e-3 /s").value == 2.5e-3);
  CHECK(knead::parse_quantity("2.5e-3 /s").unit == "/s");
  CHECK(knead::parse_quantity("10min").unit == "min");
  CHECK(knead::parse_quantity("-4").unit == "1");
  for (const char* no_number : {"", "min", "ten min", "nan", "inf s", "1e999 s", " 3 s"}) {
    INFO(no_number);
    CHECK_THROWS_AS(knead::parse_quantity(no_number), knead::UnitError);
  }
}

TEST_CASE("a written quantity reads back as the same bits") {
  const double values[] = {0, 1, 300, 5400, 9000, 86400, 604800, 0.1, 1.0 / 3, 7.7e-6, 12345.678901234567, 1e300};
  for (const char* unit : {"s", "Pa", "um", "/s", "1"}) {
    for (const double value : values) {
      const auto said = knead::parse_quantity(knead::written(value, unit));
      CHECK(convert(said.value, said.unit, unit) == value);
    }
  }
  CHECK(knead::written(86400, "s") == "1 d");
  CHECK(knead::written(5400, "s") == "90 min");
  CHECK(knead::written(0, "s") == "0 s");
  CHECK(knead::written(20000, "Pa") == "20 kPa");
}
