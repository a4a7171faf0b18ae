#include "tests/unit/common/dialect/cross/fixtures.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace signalbox::dialect::testing {
namespace {

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

// Beside them may stand what they mean.
bool IsOnTheWire(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".json" || extension == ".sse" || extension == ".tsv";
}

}  // namespace

std::vector<Fixture> FixturesOf(llm::v1::Dialect dialect, const std::string& kind) {
  const std::filesystem::path folder = std::filesystem::path(SIGNALBOX_FIXTURES) / Lower(NameOf(dialect)) / kind;
  std::vector<Fixture> fixtures;
  if (!std::filesystem::is_directory(folder)) return fixtures;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (IsOnTheWire(entry.path())) fixtures.push_back({entry.path().filename().string(), ReadFile(entry.path())});
  }
  std::sort(fixtures.begin(), fixtures.end(), [](const Fixture& a, const Fixture& b) { return a.name < b.name; });
  return fixtures;
}

std::string NameOf(llm::v1::Dialect dialect) {
  return llm::v1::Dialect_Name(dialect);
}

}  // namespace signalbox::dialect::testing
