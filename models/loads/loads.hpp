#pragma once
// The loads there are. Each is a file beside this one: a struct with a `name`, a `timing` and what else may be said of
// it, how long it lasts (`duration_s`), what it is to the tissue (`course`), and its keys (`describe`).

#include <string>
#include <variant>
#include <vector>

#include "models/loads/cold.hpp"
#include "models/loads/drug.hpp"
#include "models/loads/exercise.hpp"
#include "models/loads/ibuprofen.hpp"
#include "models/loads/massage.hpp"
#include "models/loads/medium.hpp"
#include "models/loads/prescribed.hpp"

namespace knead {

/// What a study may say is read, written, documented and planned from this list alone.
using LoadEvent =
    std::variant<ExerciseEvent, MassageEvent, PrescribedEvent, MediumEvent, ColdEvent, DrugEvent, IbuprofenEvent>;

/// As it stands in a study.
const char* name_of(const LoadEvent& event);
const Timing& timing_of(const LoadEvent& event);
/// Of all loads, in the order of LoadEvent.
std::vector<std::string> load_names();
/// Length of one occurrence, and from the first start to the last end.
double duration_s(const LoadEvent& event);
double span_s(const LoadEvent& event);
/// Whether it acts on the limb in one place. The medium of a culture does not, nor a drug, however it comes.
bool acts_on_limb(const LoadEvent& event);
/// Of the occurrence of this number (from 0), which begins at begin_s: the effort of an exercise may change by weeks.
TimeCourse course_of(const LoadEvent& event, double begin_s, const LoadedPerson& person, int occurrence = 0);

}  // namespace knead
