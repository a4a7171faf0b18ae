#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/sse/parser.h"

namespace signalbox::dialect::openai_chat {

/// The data of every event of a stream.
inline std::vector<std::string> EventsOf(std::string_view stream) {
  std::vector<std::string> events;
  sse::Parser parser;
  const auto status = parser.Feed(stream, [&](const sse::Event& event) { events.emplace_back(event.data); });
  EXPECT_TRUE(status.ok());
  EXPECT_FALSE(parser.HasPartialEvent());
  return events;
}

/// The chunks of a stream that ends with one "[DONE]".
inline std::vector<nlohmann::json> ChunksOf(std::string_view stream) {
  std::vector<std::string> events = EventsOf(stream);
  EXPECT_FALSE(events.empty());
  if (events.empty()) return {};
  EXPECT_EQ(events.back(), "[DONE]");
  events.pop_back();
  std::vector<nlohmann::json> chunks;
  for (const std::string& event : events) chunks.push_back(nlohmann::json::parse(event));
  return chunks;
}

}  // namespace signalbox::dialect::openai_chat
