#include "models/loads/ibuprofen.hpp"

#include "models/parameters.hpp"

namespace knead {

TimeCourse IbuprofenEvent::course(double begin_s, const LoadedPerson& person) const {
  return inhibitor_course(ibuprofen(values_of<IbuprofenParameters>(person.parameters)), dose_mg, begin_s);
}

}  // namespace knead
