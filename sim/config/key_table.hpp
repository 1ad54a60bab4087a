#pragma once
// Every key a study may have, as a text: made from the same declarations that read it.

#include <string>

namespace knead {

/// One line a key: its path, what it may be, its default and its meaning.
std::string key_table();

}  // namespace knead
