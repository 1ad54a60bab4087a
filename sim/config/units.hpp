#pragma once
// Quantities with units, as in "10 min", "15 kPa" and "5.2 um2/s", converted and checked for their dimension by
// UDUNITS-2 on a small table of units of our own: the library's does not know uM and U/L, and its C is coulomb.

#include <stdexcept>
#include <string>
#include <vector>

namespace knead {

/// Why a unit or a number cannot be used, in the form "what (why); what was expected".
class UnitError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Quantity {
  double value = 0;
  std::string unit;  ///< "1" when none was written
};

/// "15 kPa" to {15, "kPa"}. Throws UnitError if it does not begin with a finite number.
Quantity parse_quantity(const std::string& text);

/// A value in another unit. Throws UnitError for a unit that is unknown or of another dimension. Decimal factors are
/// applied as whole numbers, so that 70 % is exactly 0.7.
double convert(double value, const std::string& from, const std::string& to);

/// Throws UnitError unless the text is a unit; "/s" and "um2/s" are.
void check_unit(const std::string& unit);

}  // namespace knead
