#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/answer_collector.h"
#include "common/dialect/answer_replay.h"
#include "common/dialect/openai_responses/responses_codec.h"
#include "common/sse/parser.h"
#include "tests/unit/common/dialect/openai_responses/fixtures.h"

namespace signalbox::dialect::openai_responses {

inline constexpr std::string_view kUuid = "0af7651916cd43dd8448eb211c80319c";

inline llm::v1::Response DecodedAnswer(const std::string& name) {
  std::string file("responses/");
  file += name;
  file += ".json";
  auto response = ResponsesCodec().DecodeResponse(Fixture(file));
  EXPECT_TRUE(response.ok()) << response.status();
  return response.ok() ? *std::move(response) : llm::v1::Response();
}

/// The answer as if another dialect's provider had given it: without what only this one can say.
inline llm::v1::Response AsForeign(llm::v1::Response response) {
  response.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  for (auto* field : {response.mutable_form_json(), response.mutable_extra_json(), response.mutable_usage_json(),
                      response.mutable_service_tier()}) {
    field->clear();
  }
  for (llm::v1::Choice& choice : *response.mutable_choices()) {
    choice.mutable_message()->clear_extra_json();
    choice.mutable_message()->clear_id();
    for (llm::v1::ContentBlock& block : *choice.mutable_message()->mutable_content()) {
      block.clear_form_json();
      if (block.block_case() != llm::v1::ContentBlock::BLOCK_NOT_SET) block.clear_extra_json();
      if (block.has_thinking()) block.mutable_thinking()->clear_summary();
    }
  }
  return response;
}

/// What a stream of a provider means, fed in pieces of that many bytes.
inline llm::v1::Response CollectedStream(std::string_view bytes, std::size_t piece) {
  const auto decoder = ResponsesCodec().NewStreamDecoder();
  AnswerCollector collector;
  sse::Parser parser;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    EXPECT_TRUE(parser
                    .Feed(bytes.substr(at, piece),
                          [&](const sse::Event& event) {
                            EXPECT_TRUE(decoder
                                            ->Decode({event.type, event.data},
                                                     [&](const StreamEvent& heard) { collector.Add(heard); })
                                            .ok());
                          })
                    .ok());
  }
  return collector.Take();
}

/// The events of a stream, each with its `event:` line checked against its type.
inline std::vector<nlohmann::json> EventsOf(std::string_view stream) {
  std::vector<nlohmann::json> events;
  sse::Parser parser;
  EXPECT_TRUE(parser
                  .Feed(stream,
                        [&](const sse::Event& event) {
                          events.push_back(nlohmann::json::parse(event.data));
                          EXPECT_EQ(events.back()["type"], std::string(event.type));
                        })
                  .ok());
  return events;
}

}  // namespace signalbox::dialect::openai_responses
