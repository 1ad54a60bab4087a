#pragma once
// Commands that are programs of their own: `knead NAME` runs `knead-NAME`, as git does.

#include <string>
#include <vector>

namespace knead {

/// Runs knead-NAME, NAME being argv[1], with the arguments that follow it: the one beside this program, else the first
/// on the path. Does not return if there is one; otherwise says what is missing, or which of `commands` was meant, and
/// returns 2.
int run_outside_program(char** argv, const std::vector<std::string>& commands);

}  // namespace knead
