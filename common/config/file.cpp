#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "common/config/reader.h"
#include "common/config/source.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::config {
namespace {

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error(absl::StatusCode::kNotFound, "", "cannot read the configuration file " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

absl::Status ParseInto(Source& source, const std::string& yaml, const std::string& name) {
  try {
    source.root = YAML::Load(yaml);
  } catch (const YAML::Exception& error) {
    return Error(absl::StatusCode::kInvalidArgument, "",
                 fmt::format("{}:{}:{}: {}", name, error.mark.line + 1, error.mark.column + 1, error.msg));
  }
  if (source.root.IsDefined() && !source.root.IsNull() && !source.root.IsMap()) {
    return Error(absl::StatusCode::kInvalidArgument, "", name + ": expected a map of sections");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<File> File::Parse(const std::string& yaml) {
  auto source = std::make_shared<Source>();
  RETURN_IF_ERROR(ParseInto(*source, yaml, "configuration"));
  return File(std::move(source));
}

absl::StatusOr<File> File::Load(const std::string& path) {
  auto source = std::make_shared<Source>();
  if (path.empty()) return File(std::move(source));
  ASSIGN_OR_RETURN(const std::string yaml, ReadWhole(path));
  RETURN_IF_ERROR(ParseInto(*source, yaml, path));
  const auto dotenv = std::filesystem::path(path).parent_path() / ".env";
  if (std::filesystem::exists(dotenv)) {
    ASSIGN_OR_RETURN(const std::string text, ReadWhole(dotenv.string()));
    source->dotenv = ParseDotenv(text);
  }
  return File(std::move(source));
}

Reader File::Section(std::string_view name) {
  source_->sections.insert(std::string(name));
  if (!source_->root.IsMap()) return Reader(source_, std::string(name), nullptr);
  const YAML::Node& root = source_->root;
  const YAML::Node node = root[std::string(name)];
  return Reader(source_, std::string(name), node.IsDefined() ? &node : nullptr);
}

absl::Status File::CheckUnknownSections() const {
  std::string unknown;
  if (source_->root.IsMap()) {
    for (const auto& entry : source_->root) {
      const std::string name = entry.first.as<std::string>();
      if (!source_->sections.count(name)) unknown += (unknown.empty() ? "" : "\n") + name + ": unknown section";
    }
  }
  if (unknown.empty()) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "", unknown);
}

std::string File::Print() const {
  std::string text;
  for (const auto& [path, value] : source_->printed) text += fmt::format("{}: {}\n", path, value);
  return text;
}

}  // namespace signalbox::config
