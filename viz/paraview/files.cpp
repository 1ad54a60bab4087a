#include "viz/paraview/files.hpp"

#include <fmt/format.h>
#include <vtkErrorCode.h>
#include <vtkNew.h>
#include <vtkSmartPointer.h>
#include <vtkXMLDataElement.h>
#include <vtkXMLDataObjectWriter.h>
#include <vtkXMLWriter.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace knead {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why) {
  throw std::runtime_error(fmt::format("{}: error: cannot write the file ({})", path.string(), why));
}

}  // namespace

void write_xml(const std::filesystem::path& path, vtkDataSet& data) {
  const auto writer = vtkSmartPointer<vtkXMLWriter>::Take(vtkXMLDataObjectWriter::NewWriter(data.GetDataObjectType()));
  writer->SetInputDataObject(&data);
  writer->SetFileName(path.c_str());
  // In line and not appended: VTK up to 9.3 cannot read appended data with expat 2.6, nor with Debian 12's patched 2.5.
  writer->SetDataModeToBinary();
  writer->SetCompressorTypeToZLib();
  if (writer->Write() != 1 || writer->GetErrorCode() != vtkErrorCode::NoError) {
    refuse(path, vtkErrorCode::GetStringFromErrorCode(writer->GetErrorCode()));
  }
}

void write_pvd(const std::filesystem::path& path, const std::vector<PvdEntry>& entries) {
  vtkNew<vtkXMLDataElement> file, collection;
  file->SetName("VTKFile");
  file->SetAttribute("type", "Collection");
  file->SetAttribute("version", "0.1");
  collection->SetName("Collection");
  for (const PvdEntry& entry : entries) {
    vtkNew<vtkXMLDataElement> data_set;
    data_set->SetName("DataSet");
    data_set->SetAttribute("timestep", fmt::format("{}", entry.time_h).c_str());
    data_set->SetAttribute("file", entry.file.c_str());
    collection->AddNestedElement(data_set);
  }
  file->AddNestedElement(collection);
  std::ostringstream text;
  text << "<?xml version=\"1.0\"?>\n<!-- time steps in hours -->\n";
  file->PrintXML(text, vtkIndent());
  write_text(path, text.str());
}

void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) refuse(path, std::strerror(errno));
}

}  // namespace knead
