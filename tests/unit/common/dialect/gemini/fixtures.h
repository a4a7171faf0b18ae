#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace signalbox::dialect::gemini {

inline std::string ReadFixture(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("no fixture " + path.string());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Fixture files of a kind ("requests", "responses", "streams"), by name.
inline std::vector<std::filesystem::path> Fixtures(const std::string& kind) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(GEMINI_FIXTURES) / kind)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::string Fixture(const std::string& name) {
  return ReadFixture(std::filesystem::path(GEMINI_FIXTURES) / name);
}

}  // namespace signalbox::dialect::gemini
