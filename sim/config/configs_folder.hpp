#pragma once
// Where bodies, posteriors and stroke types are looked up.

#include <string>

#include "sim/config/origin.hpp"

namespace knead {

/// $KNEAD_CONFIGS if it is set, else the folder `configs` of the source or of the installation. Throws ConfigError if
/// there is none.
std::string configs_folder();

/// A kind of file that a study names.
struct NamedFile {
  const char *what, *folder, *extension;  ///< "body", "bodies", ".yaml"
};

inline constexpr NamedFile posterior_file{"posterior", "posterior", ".tsv"};

/// The file NAME.extension beside the study, else in that folder of the configs. Throws ConfigError at the origin of
/// the name, with the nearest name of one that is there.
std::string find_named(const NamedFile& kind, const std::string& name, const std::string& study_path,
                       const Origin& origin);

}  // namespace knead
