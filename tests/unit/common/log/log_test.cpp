#include "common/log/log.h"

#include <cstdio>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace signalbox::log {
namespace {

// The logger is the process's one and writes to its standard error, so one test looks at all of it.
TEST(Log, EveryMessageIsOneLineOfJson) {
  char path[] = "/tmp/signalbox-log-XXXXXX";
  const int file = mkstemp(path);
  const int before = dup(STDERR_FILENO);
  dup2(file, STDERR_FILENO);
  Info("line\nbreak \"quoted\"", {{"text", "é\x01"}, {"count", 42}, {"ratio", 0.5}, {"flag", true}});
  Debug("below the level", {});
  Flush();
  dup2(before, STDERR_FILENO);

  char bytes[4096];
  const ssize_t size = pread(file, bytes, sizeof bytes, 0);
  unlink(path);
  const std::string text(bytes, static_cast<size_t>(size));

  ASSERT_EQ(text.find('\n'), text.size() - 1) << text;
  const auto line = nlohmann::json::parse(text);
  EXPECT_EQ(line["level"], "info");
  EXPECT_EQ(line["message"], "line\nbreak \"quoted\"");
  EXPECT_EQ(line["text"], "é\x01");
  EXPECT_EQ(line["count"], 42);
  EXPECT_EQ(line["ratio"], 0.5);
  EXPECT_EQ(line["flag"], true);
  EXPECT_TRUE(line["time"].get<std::string>().ends_with("Z"));
}

}  // namespace
}  // namespace signalbox::log
