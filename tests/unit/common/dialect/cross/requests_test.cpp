// What does not survive translation is told: without a loss, a request comes back from another dialect as it went.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/codec.h"
#include "tests/unit/common/dialect/cross/fixtures.h"
#include "tests/unit/common/dialect/cross/same_request.h"

namespace signalbox::dialect {
namespace {

using nlohmann::json;
using testing::Fixture;
using testing::FixturesOf;
using testing::kSpoken;
using testing::NameOf;

struct Pair {
  llm::v1::Dialect from;
  llm::v1::Dialect through;
};

std::vector<Pair> Pairs() {
  std::vector<Pair> pairs;
  for (const llm::v1::Dialect from : kSpoken) {
    for (const llm::v1::Dialect through : kSpoken) {
      if (from != through) pairs.push_back({from, through});
    }
  }
  return pairs;
}

const std::vector<std::string> kTurns = {"messages", "input", "contents"};

// The request with only what it must have and one more of its fields.
void AddOneFieldEach(const json& whole, std::vector<std::string>& requests) {
  json needed = json::object();
  for (const char* name : {"model", "messages", "input", "contents", "max_tokens"}) {
    if (whole.contains(name)) needed[name] = whole[name];
  }
  requests.push_back(needed.dump());
  for (const auto& [name, value] : whole.items()) {
    if (needed.contains(name)) continue;
    json one = needed;
    one[name] = value;
    // Choosing a tool makes sense only among tools.
    for (const char* companion : {"tools", "functions"}) {
      if (name != companion && whole.contains(companion)) one[companion] = whole[companion];
    }
    requests.push_back(one.dump());
  }
}

// One turn, and every two that follow each other: a call and its result.
void AddFewTurnsEach(const json& whole, std::vector<std::string>& requests) {
  for (const std::string& name : kTurns) {
    if (!whole.contains(name) || !whole[name].is_array()) continue;
    const json& turns = whole[name];
    json some = {{"model", "m"}, {"max_tokens", 4096}};
    if (name != "messages") some.erase("max_tokens");
    if (name == "contents") some.erase("model");
    for (std::size_t i = 0; i < turns.size(); ++i) {
      some[name] = json::array({turns[i]});
      requests.push_back(some.dump());
      if (i + 1 < turns.size()) some[name] = json::array({turns[i], turns[i + 1]});
      requests.push_back(some.dump());
    }
  }
}

/// The request, and smaller ones made of it: what one part loses would hide what another does.
std::vector<std::string> InParts(const std::string& request) {
  const json whole = json::parse(request);
  std::vector<std::string> requests{request};
  AddOneFieldEach(whole, requests);
  AddFewTurnsEach(whole, requests);
  return requests;
}

class RequestThroughPair : public ::testing::TestWithParam<Pair> {
 protected:
  void Check(const std::string& request) {
    const auto sent = from_.DecodeRequest(request);
    if (!sent.ok()) return;  // A part alone need not make sense.
    EncodeOptions options;
    options.model = "m";
    options.stream = sent->stream();
    options.default_max_tokens = sent->has_max_output_tokens() ? sent->max_output_tokens() : 4096;
    Losses losses;
    const auto translated = through_.EncodeRequest(*sent, options, losses);
    if (!translated.ok()) return Refused(translated.status());
    const auto understood = through_.DecodeRequest(*translated);
    ASSERT_TRUE(understood.ok()) << understood.status() << "\n" << *translated;
    const auto again = from_.EncodeRequest(*understood, options, losses);
    if (!again.ok()) return Refused(again.status());
    const auto received = from_.DecodeRequest(*again);
    ASSERT_TRUE(received.ok()) << received.status() << "\n" << *again;
    if (!losses.empty()) return;
    ++compared_;
    EXPECT_EQ(testing::AsksDifferently(*sent, *received), "") << request << "\n" << *translated << "\n" << *again;
  }

  // What cannot be sent at all is refused, with the path of why.
  static void Refused(const absl::Status& status) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  }

  const Codec& from_ = *CodecOf(GetParam().from);
  const Codec& through_ = *CodecOf(GetParam().through);
  int compared_ = 0;
};

INSTANTIATE_TEST_SUITE_P(All, RequestThroughPair, ::testing::ValuesIn(Pairs()), [](const auto& info) {
  return NameOf(info.param.from) + "_through_" + NameOf(info.param.through);
});

TEST_P(RequestThroughPair, NothingIsLostInSilence) {
  const auto fixtures = FixturesOf(GetParam().from, "requests");
  ASSERT_FALSE(fixtures.empty());
  for (const Fixture& fixture : fixtures) {
    SCOPED_TRACE(fixture.name);
    for (const std::string& request : InParts(fixture.content)) Check(request);
  }
  RecordProperty("compared", compared_);
  EXPECT_GT(compared_, 20) << "who reports everything as lost proves nothing";
}

// Callers of chat and Responses may instruct in the middle of a conversation; elsewhere there is one place for it.
class InstructionInTheMiddle : public ::testing::Test {
 protected:
  static llm::v1::Conversation Spoken() {
    const auto conversation = CodecOf(llm::v1::OPENAI_CHAT)->DecodeRequest(R"({"model":"m","messages":[
        {"role":"system","content":"A"},{"role":"user","content":"one"},{"role":"developer","content":"B"},
        {"role":"user","content":"two"}]})");
    return conversation.value();
  }

  static std::vector<std::string> LostIn(llm::v1::Dialect dialect) {
    Losses losses;
    EXPECT_TRUE(CodecOf(dialect)->EncodeRequest(Spoken(), {.model = "m"}, losses).ok());
    return losses.paths();
  }
};

TEST_F(InstructionInTheMiddle, StaysWhereItWasSaidIfItCan) {
  Losses losses;
  const auto request = CodecOf(llm::v1::OPENAI_RESPONSES)->EncodeRequest(Spoken(), {.model = "m"}, losses);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_TRUE(losses.empty()) << losses.Header();
  const auto understood = CodecOf(llm::v1::OPENAI_RESPONSES)->DecodeRequest(*request);
  ASSERT_TRUE(understood.ok()) << understood.status();
  EXPECT_EQ(understood->messages(2).role(), llm::v1::DEVELOPER);
  EXPECT_EQ(understood->messages(2).content(0).text().text(), "B");
}

TEST_F(InstructionInTheMiddle, IsToldAsLostWhereItCannot) {
  const std::vector<std::string> moved = {"messages[2]"};
  EXPECT_EQ(LostIn(llm::v1::ANTHROPIC_MESSAGES), moved);
  EXPECT_EQ(LostIn(llm::v1::GEMINI), moved);
  EXPECT_EQ(LostIn(llm::v1::BEDROCK_CONVERSE), moved);
}

TEST(FailureOfATool, IsToldAsLostWhereThereAreOnlyWordsForIt) {
  const auto failed = CodecOf(llm::v1::ANTHROPIC_MESSAGES)->DecodeRequest(R"({"model":"m","max_tokens":9,"messages":[
      {"role":"user","content":"go"},
      {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"broken","is_error":true}]}]})");
  ASSERT_TRUE(failed.ok()) << failed.status();
  for (const llm::v1::Dialect words_only : {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES}) {
    Losses losses;
    const auto request = CodecOf(words_only)->EncodeRequest(*failed, {.model = "m"}, losses);
    ASSERT_TRUE(request.ok()) << request.status();
    EXPECT_NE(request->find("[Error] broken"), std::string::npos) << *request;
    EXPECT_NE(losses.Header().find(".is_error"), std::string::npos) << NameOf(words_only) << losses.Header();
  }
  Losses losses;
  ASSERT_TRUE(CodecOf(llm::v1::GEMINI)->EncodeRequest(*failed, {.model = "m"}, losses).ok());
  EXPECT_TRUE(losses.empty()) << losses.Header();
}

}  // namespace
}  // namespace signalbox::dialect
