#pragma once
// How an observable is got out of a person: what is taken, by which kind of assay it is measured, and on which scale
// two measurements are compared.

namespace knead {

/// What the number is measured on, and so which errors it carries beside those of the assay.
enum class Specimen {
  homogenate,  ///< a biopsy's mean over fibres: sampling error by the spread between fibres
  cells,       ///< cells counted in a biopsy: Poisson
  leg,         ///< read on the whole leg: no sampling error
  person,      ///< blood or urine: neither sampling error nor leg effect
};

enum class Assay { blot, pcr, elisa, biochemistry, microscopy, dynamometry, score, thermometry };

/// Scores that can be 0 are compared by differences, everything else by logarithms of ratios.
enum class Scale { logarithm, difference };

}  // namespace knead
