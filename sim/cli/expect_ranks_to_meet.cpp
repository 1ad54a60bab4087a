#include "sim/cli/commands.hpp"
#include "sim/parallel/ranks.hpp"

namespace knead {

void expect_ranks_to_meet(const std::string& command, const std::string& otherwise) {
  if (started_by_mpi() && !built_with_mpi())
    throw CLI::ValidationError(
        command, "knead was built without MPI; expected the package libopenmpi-dev and a new build" + otherwise);
}

}  // namespace knead
