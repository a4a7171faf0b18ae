#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace signalbox::dialect::openai_responses {

/// A file of tests/fixtures/openai_responses.
inline std::string Fixture(const std::string& name) {
  std::ifstream file(std::filesystem::path(SIGNALBOX_RESPONSES_FIXTURES) / name);
  EXPECT_TRUE(file.is_open()) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The names, without extension, of the files in one of its folders.
inline std::vector<std::string> FixturesIn(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(SIGNALBOX_RESPONSES_FIXTURES) / folder)) {
    names.push_back(entry.path().stem().string());
  }
  return names;
}

}  // namespace signalbox::dialect::openai_responses
