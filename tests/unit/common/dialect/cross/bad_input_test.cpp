#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "common/dialect/codec.h"
#include "common/status/error.h"

// Every codec's answer to bodies that are wrong. Bodies are made of the golden requests.

namespace signalbox::dialect {
namespace {

using Json = nlohmann::ordered_json;

constexpr llm::v1::Dialect kSpoken[] = {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES, llm::v1::ANTHROPIC_MESSAGES,
                                        llm::v1::GEMINI, llm::v1::OPENAI_COMPLETIONS};

std::string NameOf(llm::v1::Dialect dialect) {
  std::string name = llm::v1::Dialect_Name(dialect);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

struct Golden {
  std::string name;
  std::string body;
};

std::vector<Golden> GoldenRequests(llm::v1::Dialect dialect) {
  std::vector<Golden> requests;
  const auto folder = std::filesystem::path(SIGNALBOX_FIXTURES) / NameOf(dialect) / "requests";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    requests.push_back({entry.path().stem(), {std::istreambuf_iterator<char>(file), {}}});
  }
  return requests;
}

/// What each reader of requests says to one body.
std::vector<absl::Status> Judge(llm::v1::Dialect dialect, std::string_view body) {
  const Codec& codec = *CodecOf(dialect);
  return {codec.ScanRequest(body).status(), codec.EditRequest(body, {.model = "m"}).status(),
          codec.DecodeRequest(body).status()};
}

class EveryDialect : public testing::TestWithParam<llm::v1::Dialect> {
 protected:
  void ExpectRefused(std::string_view body) {
    for (const absl::Status& status : Judge(GetParam(), body)) {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << body.substr(0, 200);
    }
  }

  /// A golden request that can be read, with another member first.
  std::string With(std::string_view member) {
    const std::string body = Text();
    std::string out(body, 0, body.find('{') + 1);
    out += member;
    out += ',';
    out.append(body, body.find('{') + 1);
    return out;
  }

  std::string Text() {
    for (Golden& golden : GoldenRequests(GetParam())) {
      if (golden.name == "text") return std::move(golden.body);
    }
    ADD_FAILURE() << "no golden text.json";
    return "{}";
  }
};

TEST_P(EveryDialect, RefusesWhatIsNoJsonObject) {
  for (const std::string_view body :
       {"", " ", "null", "7", "\"a\"", "[]", "[{}]", "{", "{]", "{}{}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
        "{\"a\":nul}", "{'a':1}", "{\"a\":01}", "{\"a\":\"\n\"}"}) {
    ExpectRefused(body);
  }
}

TEST_P(EveryDialect, RefusesAGoldenRequestThatWasCutAnywhere) {
  std::string body = Text();
  body.erase(body.find_last_of('}') + 1);
  for (std::size_t size = 0; size < body.size(); ++size) ExpectRefused(std::string_view(body).substr(0, size));
}

TEST_P(EveryDialect, NamesAFieldWhenThereIsNone) {
  for (const absl::Status& status : Judge(GetParam(), "{}")) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_FALSE(MetadataOf(status)["field"].empty());
  }
}

TEST_P(EveryDialect, RefusesWhatNestsAThousandDeep) {
  for (const auto& [open, close] : {std::pair("[", "]"), std::pair("{\"a\":", "}")}) {
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += open;
    deep += "1";
    for (int i = 0; i < 1000; ++i) deep += close;
    ExpectRefused(With("\"x_unknown\":" + deep));
  }
  ExpectRefused(std::string(100'000, '['));
}

TEST_P(EveryDialect, RefusesWhatIsNotUtf8) {
  for (const std::string_view bytes : {"\xFF", "\xC3(", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82"}) {
    ExpectRefused(With("\"x_unknown\":\"" + std::string(bytes) + "\""));
    ExpectRefused(With("\"" + std::string(bytes) + "\":1"));
  }
}

TEST_P(EveryDialect, PassesNumbersOfAnySizeWhereItReadsNone) {
  for (const std::string_view number : {"1e999", "-1e999", "1e-999", "123456789012345678901234567890", "1.0", "-0"}) {
    const std::string member = "\"x_unknown\":" + std::string(number);
    const std::string body = With(member);
    const auto edited = CodecOf(GetParam())->EditRequest(body, {.model = "m"});
    ASSERT_TRUE(edited.ok()) << edited.status();
    EXPECT_NE(edited->find(member), std::string::npos);
    const auto decoded = CodecOf(GetParam())->DecodeRequest(body);
    ASSERT_TRUE(decoded.ok()) << decoded.status();
    Losses losses;
    const auto encoded = CodecOf(GetParam())->EncodeRequest(*decoded, {.model = "m"}, losses);
    ASSERT_TRUE(encoded.ok()) << encoded.status();
    EXPECT_NE(encoded->find(member), std::string::npos);
  }
}

// A refusal may be about the field or what is inside it, or about one that is missed because null is as good as
// nothing.
bool Names(const absl::Status& status, std::string_view field, std::string_view raw = "") {
  const std::string named = MetadataOf(status)["field"];
  if (raw == "null") return !named.empty();
  if (named.substr(0, field.size()) != field) return false;
  return named.size() == field.size() || named[field.size()] == '.' || named[field.size()] == '[';
}

void ExpectFineOrNamed(llm::v1::Dialect dialect, const std::string& body, std::string_view field,
                       std::string_view raw = "") {
  for (const absl::Status& status : Judge(dialect, body)) {
    if (status.ok()) continue;
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << body;
    EXPECT_TRUE(Names(status, field, raw)) << field << " was wrong, but: " << status << "\n" << body;
  }
}

std::string Replaced(const Json& body, const std::string& field, std::string_view raw) {
  Json changed = body;
  changed[field] = "the value that was replaced";
  std::string text = changed.dump();
  constexpr std::string_view kMark = "\"the value that was replaced\"";
  text.replace(text.find(kMark), kMark.size(), raw);
  return text;
}

TEST_P(EveryDialect, AValueOfAnotherTypeIsPassedOrRefusedByItsName) {
  for (const Golden& golden : GoldenRequests(GetParam())) {
    const Json body = Json::parse(golden.body);
    for (const auto& [field, value] : body.items()) {
      for (const std::string_view raw :
           {"null", "true", "7", "-1", "1.5", "\"\"", "\"x\"", "[]", "[7]", "[[]]", "[null]", "{}", "{\"x\":7}", "[{}]",
            "1e999", "123456789012345678901234567890"}) {
        SCOPED_TRACE(golden.name);
        ExpectFineOrNamed(GetParam(), Replaced(body, field, raw), field, raw);
      }
    }
  }
}

TEST_P(EveryDialect, AFieldGivenTwiceIsPassedOrRefusedByItsName) {
  for (const Golden& golden : GoldenRequests(GetParam())) {
    const Json body = Json::parse(golden.body);
    for (const auto& [field, value] : body.items()) {
      std::string twice = body.dump();
      twice.insert(1, Json(field).dump() + ":" + value.dump() + ",");
      SCOPED_TRACE(golden.name);
      ExpectFineOrNamed(GetParam(), twice, field);
    }
  }
}

// Two readers that each took another one of two models would make one pay for what the other answers.
TEST(BadInput, AModelGivenTwiceIsRefusedHoweverItIsSpelled) {
  for (const llm::v1::Dialect dialect : kSpoken) {
    if (dialect == llm::v1::GEMINI) continue;  // It stands in the path.
    for (const Golden& golden : GoldenRequests(dialect)) {
      std::string twice = golden.body;
      twice.insert(twice.find('{') + 1, R"("mo\u0064el":"other",)");
      for (const absl::Status& status : Judge(dialect, twice)) EXPECT_TRUE(Names(status, "model")) << status;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(BadInput, EveryDialect, testing::ValuesIn(kSpoken),
                         [](const auto& info) { return llm::v1::Dialect_Name(info.param); });

}  // namespace
}  // namespace signalbox::dialect
