#pragma once
// VTK's XML files on disk: one data set a file, and a .pvd that says which file shows which time.

#include <vtkDataSet.h>

#include <filesystem>
#include <string>
#include <vector>

namespace knead {

/// Writes a data set as binary, zlib-compressed XML (.vtu, .vtp or .vti, by its type). Throws std::runtime_error if
/// the disk refuses.
void write_xml(const std::filesystem::path& path, vtkDataSet& data);

/// One moment of a series: its file, beside or below the .pvd.
struct PvdEntry {
  double time_h = 0;
  std::string file;
};

/// Writes the .pvd of a series, its time steps in hours. Throws std::runtime_error if the disk refuses.
void write_pvd(const std::filesystem::path& path, const std::vector<PvdEntry>& entries);

/// Writes a text file. Throws std::runtime_error if the disk refuses.
void write_text(const std::filesystem::path& path, const std::string& text);

}  // namespace knead
