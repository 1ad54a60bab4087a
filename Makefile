# The handful of commands a user or developer needs; CMake does the work. Everything lands in build/ and results/.

# What the simulator and its ParaView writer are built from.
PACKAGES := g++ cmake ninja-build libboost-dev libeigen3-dev libhdf5-dev libyaml-cpp-dev libcli11-dev libfmt-dev \
  librandom123-dev libtbb-dev libudunits2-dev libnlopt-cxx-dev libvtk9-dev
# What the tests need besides: an independent solver, readers of the results, figures, several processes, ParaView on a
# virtual display; and all of them a cluster of one machine.
TEST_PACKAGES := doctest-dev libsundials-dev python3 python3-h5py python3-numpy python3-xarray python3-h5netcdf \
  python3-matplotlib libopenmpi-dev openmpi-bin paraview xvfb xauth binutils
SLURM_PACKAGES := slurmctld slurmd slurm-client munge
BENCH_PACKAGES := libbenchmark-dev libsundials-dev
FORMAT_PACKAGES := clang-format

RELEASE := build/release

# Installs what is missing, as root or with a sudo that asks nothing; otherwise says what to paste.
define install
missing=$$(for p in $(1); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
if [ -n "$$missing" ]; then \
  if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo=sudo; \
  else echo "Packages are missing. Paste this, then call make again:"; \
       echo "  sudo apt-get install --no-install-recommends" $$missing; exit 2; fi; \
  echo "Installing:" $$missing; \
  $$sudo apt-get update -qq && \
  DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -qq -y --no-install-recommends $$missing >/dev/null; \
fi
endef

.PHONY: setup build demo test test-all bench posterior format clean

setup:
	@$(call install,$(PACKAGES))

build: setup
	@cmake --preset release -DKNEAD_TESTS=OFF >/dev/null
	@cmake --build --preset release

demo: build
	@$(RELEASE)/bin/knead run configs/studies/crane2012.yaml -o results
	@$(RELEASE)/bin/knead paraview results/crane2012.h5 -o results/crane2012

test: setup
	@$(call install,$(TEST_PACKAGES))
	@cmake --preset release -DKNEAD_TESTS=ON >/dev/null
	@cmake --build --preset release
	@ctest --preset release

test-all: test
	@$(call install,clang $(SLURM_PACKAGES))
	@/usr/bin/python3 tests/program/test_slurm.py $(RELEASE)/bin/knead .
	@$(RELEASE)/tests/test_calibration -ns -tc="full*"
	@cmake --preset sanitizers >/dev/null
	@cmake --build --preset sanitizers
	@ctest --preset sanitizers
	@cmake --preset clang >/dev/null
	@cmake --build --preset clang

# The posterior that goes with the program, made anew; killed, the same command goes on. About an hour on two cores.
posterior: build
	@$(RELEASE)/bin/knead calibrate configs/calibration/acute.yaml -o configs/posterior
	@$(RELEASE)/bin/knead validate -o configs/posterior

bench: setup
	@$(call install,$(BENCH_PACKAGES))
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench
	@for b in network fields cells run living sweep calibration training; do build/bench/tests/bench/$${b}_bench || exit 1; done

format:
	@$(call install,$(FORMAT_PACKAGES))
	@git ls-files '*.hpp' '*.cpp' | xargs clang-format -i

clean:
	@rm -rf build results
