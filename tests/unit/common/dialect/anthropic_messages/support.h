#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/anthropic_messages/codec.h"
#include "common/sse/parser.h"
#include "common/status/error.h"

namespace signalbox::dialect::anthropic_messages {

using Json = nlohmann::ordered_json;

inline const Codec& TheCodec() {
  return MessagesCodec();
}

/// The names of the fixtures of a kind: "requests", "responses", "streams".
inline std::vector<std::string> Fixtures(const std::string& kind) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(std::string(SIGNALBOX_FIXTURES) + "/" + kind)) {
    names.push_back(kind + "/" + file.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline std::string Fixture(const std::string& name) {
  std::ifstream file(std::string(SIGNALBOX_FIXTURES) + "/" + name);
  EXPECT_TRUE(file.is_open()) << name;
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A fixture's name as gtest wants it.
inline std::string TestName(const ::testing::TestParamInfo<std::string>& info) {
  return std::filesystem::path(info.param).stem().string();
}

inline nlohmann::json Parsed(std::string_view text) {
  auto json = nlohmann::json::parse(text, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << text;
  return json;
}

inline llm::v1::Conversation Decoded(std::string_view body) {
  auto conversation = TheCodec().DecodeRequest(body);
  EXPECT_TRUE(conversation.ok()) << conversation.status();
  return conversation.ok() ? *std::move(conversation) : llm::v1::Conversation();
}

/// What a conversation becomes for a provider, and what is lost.
struct Encoded {
  nlohmann::json body;
  std::vector<std::string> losses;
};

inline Encoded Encode(const llm::v1::Conversation& conversation, EncodeOptions options = {.model = "claude"}) {
  Losses losses;
  const auto body = TheCodec().EncodeRequest(conversation, options, losses);
  EXPECT_TRUE(body.ok()) << body.status();
  return {body.ok() ? Parsed(*body) : nlohmann::json(), losses.paths()};
}

/// "field|message" of a refusal, "" of a success.
template <typename T>
std::string RefusalOf(const absl::StatusOr<T>& result) {
  if (result.ok()) return "";
  if (result.status().code() != absl::StatusCode::kInvalidArgument) return "another code";
  return MetadataOf(result.status())["field"] + "|" + MessageOf(result.status());
}

/// Cuts an event stream into wire events, fed piece by piece, and decodes them. Returns the first error.
inline absl::Status DecodeStream(std::string_view bytes, std::size_t piece, StreamDecoder& decoder, StreamSink sink) {
  sse::Parser parser;
  absl::Status status = absl::OkStatus();
  for (std::size_t at = 0; at < bytes.size() && status.ok(); at += piece) {
    const absl::Status fed = parser.Feed(bytes.substr(at, piece), [&](const sse::Event& event) {
      if (status.ok()) status = decoder.Decode({event.type, event.data}, sink);
    });
    EXPECT_TRUE(fed.ok());
  }
  if (status.ok()) decoder.End(sink);
  return status;
}

}  // namespace signalbox::dialect::anthropic_messages
