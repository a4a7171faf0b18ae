#include <fstream>
#include <string>
#include <vector>

#include "common/json/document.h"
#include "common/tokens/encoding.h"

namespace signalbox::tokens {
namespace {

struct NamedEncoding {
  const char* name;
  Encoding encoding;
};
constexpr NamedEncoding kEncodings[] = {{"o200k", Encoding::kO200k}, {"cl100k", Encoding::kCl100k}};

// Calls `check` with each line of a file of JSON objects.
template <typename Check>
int ForEachLine(const char* name, Check check) {
  std::ifstream file(std::string(TOKEN_VECTORS "/") + name);
  json::Document document;
  int lines = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    const absl::Status read = document.Read(line);
    if (!read.ok())
      ADD_FAILURE() << name << ":" << lines + 1;
    else
      check(document.root(), line);
  }
  return lines;
}

std::vector<TokenId> TokensOf(const json::Value& array) {
  std::vector<TokenId> tokens;
  for (const json::Value& token : array.elements()) tokens.push_back(static_cast<TokenId>(token.Int().value()));
  return tokens;
}

TEST(TokenVectorsTest, EveryTextHasTheTokensThatPublishedTokenizersFind) {
  const int lines = ForEachLine("vectors.jsonl", [](const json::Value& vector, const std::string& line) {
    const std::string text = vector.Find("text")->Text();
    for (const auto& [name, encoding] : kEncodings) {
      const std::vector<TokenId> tokens = TokensOf(vector.Find(name).value());
      EXPECT_EQ(Encode(encoding, text), tokens) << name << " " << line;
      EXPECT_EQ(Count(encoding, text), static_cast<std::int64_t>(tokens.size())) << name << " " << line;
      EXPECT_EQ(Decode(encoding, tokens).value(), text) << name << " " << line;
    }
  });

  EXPECT_GT(lines, 400);
}

TEST(TokenVectorsTest, LongRunsHaveAsManyTokensAsPublishedTokenizersFind) {
  const int lines = ForEachLine("runs.jsonl", [](const json::Value& run, const std::string& line) {
    std::string text;
    for (std::int64_t i = run.Find("times")->Int().value(); i > 0; --i) text += run.Find("unit")->Text();
    for (const auto& [name, encoding] : kEncodings) {
      EXPECT_EQ(Count(encoding, text), run.Find(name)->Int()) << name << " " << line;
      EXPECT_EQ(static_cast<std::int64_t>(Encode(encoding, text).size()), run.Find(name)->Int()) << name << " " << line;
    }
  });

  EXPECT_GT(lines, 30);
}

}  // namespace
}  // namespace signalbox::tokens
