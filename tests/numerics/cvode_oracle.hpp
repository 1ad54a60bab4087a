#pragma once
// SUNDIALS CVODE (BDF) on the kernel of a network, one member at a time: an oracle for tests and the peer in
// benchmarks. Created once and reinitialised at every restart. It is given the same scalar rates and the same exact
// Jacobian.

#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <sundials/sundials_context.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sunmatrix/sunmatrix_sparse.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

namespace knead {

enum class CvodeSolver { dense_differences, dense, klu };

template <class Kernel>
class CvodeOracle {
 public:
  /// parameters: flat; floors: one a state. Weights are relative * (|x| + floor), as the lanes use.
  CvodeOracle(const std::vector<double>& parameters, const std::vector<double>& floors, double relative,
              CvodeSolver solver)
      : constants_(Kernel::constants), per_step_(Kernel::per_step + 1), solver_(solver) {
    Kernel::template prepare_constants<double>(parameters.data(), constants_.data());
    check(SUNContext_Create(nullptr, &context_));
    const sunindextype n = Kernel::states, entries = std::size(Kernel::jacobian_row);
    state_ = N_VNew_Serial(n, context_);
    weights_ = N_VNew_Serial(n, context_);
    for (sunindextype s = 0; s < n; ++s) NV_Ith_S(weights_, s) = relative * floors[s];
    memory_ = CVodeCreate(CV_BDF, context_);
    N_VConst(0.0, state_);
    check(CVodeInit(memory_, rates, 0.0, state_));
    check(CVodeSVtolerances(memory_, relative, weights_));
    check(CVodeSetUserData(memory_, this));
    check(CVodeSetMaxNumSteps(memory_, 1000000));
    matrix_ =
        solver == CvodeSolver::klu ? SUNSparseMatrix(n, n, entries, CSR_MAT, context_) : SUNDenseMatrix(n, n, context_);
    linear_ = solver == CvodeSolver::klu ? SUNLinSol_KLU(state_, matrix_, context_)
                                         : SUNLinSol_Dense(state_, matrix_, context_);
    check(CVodeSetLinearSolver(memory_, linear_, matrix_));
    if (solver != CvodeSolver::dense_differences) check(CVodeSetJacFn(memory_, jacobian));
  }
  CvodeOracle(const CvodeOracle&) = delete;
  CvodeOracle& operator=(const CvodeOracle&) = delete;
  ~CvodeOracle() {
    CVodeFree(&memory_);
    SUNLinSolFree(linear_);
    SUNMatDestroy(matrix_);
    N_VDestroy(weights_);
    N_VDestroy(state_);
    SUNContext_Free(&context_);
  }

  /// Advances one member's states in place.
  void advance(double* states, const double* inputs, double duration_s) {
    Kernel::template prepare_inputs<double>(inputs, constants_.data(), per_step_.data());
    std::copy(states, states + Kernel::states, NV_DATA_S(state_));
    check(CVodeReInit(memory_, 0.0, state_));
    check(CVodeSetStopTime(memory_, duration_s));
    double reached = 0.0;
    check(CVode(memory_, duration_s, state_, &reached, CV_NORMAL));
    std::copy(NV_DATA_S(state_), NV_DATA_S(state_) + Kernel::states, states);
  }

 private:
  static void check(int flag) {
    if (flag < 0) throw std::runtime_error("CVODE failed with flag " + std::to_string(flag));
  }
  static int rates(double, N_Vector x, N_Vector dxdt, void* self) {
    const auto& oracle = *static_cast<CvodeOracle*>(self);
    N_VConst(0.0, dxdt);
    Kernel::template add_rates<double>(NV_DATA_S(x), oracle.per_step_.data(), oracle.constants_.data(),
                                       NV_DATA_S(dxdt));
    return 0;
  }
  static int jacobian(double, N_Vector x, N_Vector, SUNMatrix matrix, void* self, N_Vector, N_Vector, N_Vector) {
    const auto& oracle = *static_cast<CvodeOracle*>(self);
    constexpr std::size_t entries = std::size(Kernel::jacobian_row);
    double values[entries];
    Kernel::template jacobian<double>(NV_DATA_S(x), oracle.per_step_.data(), oracle.constants_.data(), values);
    if (oracle.solver_ != CvodeSolver::klu) {
      for (std::size_t i = 0; i < entries; ++i)
        SM_ELEMENT_D(matrix, Kernel::jacobian_row[i], Kernel::jacobian_column[i]) = values[i];
      return 0;
    }
    sunindextype* row_begin = SM_INDEXPTRS_S(matrix);
    std::fill(row_begin, row_begin + Kernel::states + 1, 0);
    for (std::size_t i = 0; i < entries; ++i) {
      SM_DATA_S(matrix)[i] = values[i];
      SM_INDEXVALS_S(matrix)[i] = Kernel::jacobian_column[i];
      ++row_begin[Kernel::jacobian_row[i] + 1];
    }
    for (std::size_t s = 0; s < Kernel::states; ++s) row_begin[s + 1] += row_begin[s];
    return 0;
  }

  std::vector<double> constants_, per_step_;
  CvodeSolver solver_;
  SUNContext context_ = nullptr;
  N_Vector state_ = nullptr, weights_ = nullptr;
  SUNMatrix matrix_ = nullptr;
  SUNLinearSolver linear_ = nullptr;
  void* memory_ = nullptr;
};

}  // namespace knead
