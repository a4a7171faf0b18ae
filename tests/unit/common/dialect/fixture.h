#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace signalbox::dialect::testing {

/// The text of a file under tests/fixtures.
inline std::string Fixture(const std::string& path) {
  std::ifstream file(std::string(SIGNALBOX_ALL_FIXTURES) + "/" + path);
  EXPECT_TRUE(file.is_open()) << path;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Every file of a folder under tests/fixtures, as a path for Fixture().
inline std::vector<std::string> FixturesIn(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SIGNALBOX_ALL_FIXTURES) + "/" + folder)) {
    paths.push_back(folder + "/" + entry.path().filename().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// A test's name from such a path: its letters, digits and underscores.
inline std::string NameOf(const ::testing::TestParamInfo<std::string>& info) {
  const std::string stem = std::filesystem::path(info.param).stem().string();
  std::string name;
  for (const char c : stem) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

}  // namespace signalbox::dialect::testing
