#include "sim/sampling/local_search.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <nlopt.hpp>
#include <stdexcept>

namespace knead {
namespace {

constexpr double least_value = -1e10;  ///< in place of minus infinity, which a model of the objective cannot hold
constexpr double worthwhile = 1e-3;    ///< gain

/// An objective as NLopt calls it, and the best it has said. The start is evaluated first and once: BOBYQA moves a
/// start that is near a bound.
class Search {
 public:
  Search(const Objective& objective, const Point& start)
      : objective_(objective), start_(start), start_value_(objective(start)), best_{start, start_value_, 1} {
    if (std::isnan(start_value_)) best_.value = -std::numeric_limits<double>::infinity();
  }

  double evaluate(const Point& point) {
    const bool known = point == start_;
    if (!known) ++best_.evaluations;
    const double value = known ? start_value_ : objective_(point);
    if (value > best_.value) {
      best_.at = point;
      best_.value = value;
    }
    return value > least_value ? value : least_value;
  }

  static double for_nlopt(const std::vector<double>& point, std::vector<double>&, void* self) {
    Search& search = *static_cast<Search*>(self);
    try {
      return search.evaluate(point);
    } catch (...) {
      search.thrown_ = std::current_exception();
      throw nlopt::forced_stop();
    }
  }

  const Optimum& best() const {
    if (thrown_) std::rethrow_exception(thrown_);
    return best_;
  }

 private:
  const Objective& objective_;
  Point start_;
  double start_value_;
  Optimum best_;
  std::exception_ptr thrown_;
};

}  // namespace

Optimum search_from(Point start, const Objective& objective, const LocalSearchOptions& options) {
  if (options.evaluations < 1 || !(options.bound > 0))
    throw std::invalid_argument("a search needs an evaluation or more, and bounds apart from 0");
  for (double& x : start) x = std::clamp(x, -options.bound, options.bound);
  Search search(objective, start);
  if (start.empty() || options.evaluations == 1) return search.best();
  nlopt::opt optimiser(start.size() == 1 ? nlopt::LN_NELDERMEAD : nlopt::LN_BOBYQA,
                       static_cast<unsigned>(start.size()));
  optimiser.set_max_objective(Search::for_nlopt, &search);
  optimiser.set_lower_bounds(-options.bound);
  optimiser.set_upper_bounds(options.bound);
  optimiser.set_initial_step(std::min(options.reach, options.bound / 2));
  optimiser.set_ftol_abs(worthwhile);
  optimiser.set_ftol_rel(0);
  optimiser.set_maxeval(options.evaluations - 1);
  try {
    double last = 0;
    Point at = start;
    optimiser.optimize(at, last);
  } catch (const nlopt::forced_stop&) {
  } catch (const nlopt::roundoff_limited&) {  // as near as numbers go
  } catch (const std::runtime_error&) {       // so says NLopt of a search that goes no further
  }
  return search.best();
}

}  // namespace knead
