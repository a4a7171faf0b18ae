#include "tests/support/fake_provider/openai/judgements.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/json_text.h"
#include "tests/support/fake_provider/openai/post.h"

namespace signalbox::fake_provider::openai {
namespace {

constexpr std::array kCategories = {"harassment",
                                    "harassment/threatening",
                                    "hate",
                                    "hate/threatening",
                                    "illicit",
                                    "illicit/violent",
                                    "self-harm",
                                    "self-harm/intent",
                                    "self-harm/instructions",
                                    "sexual",
                                    "sexual/minors",
                                    "violence",
                                    "violence/graphic"};

std::vector<std::string> ModeratedTexts(json::Value input) {
  if (input.IsString()) return {input.Text()};
  std::vector<std::string> texts = input.IsArray() ? TextsOf(input) : std::vector<std::string>();
  if (!texts.empty() || !input.IsArray()) return texts;
  std::string joined;  // Parts of one multi-modal input.
  for (const json::Value part : input.elements()) joined += TextAt(part, "text") + " ";
  return {joined};
}

std::string ModerationJson(const std::string& text) {
  const bool flagged = text.find("attack") != std::string::npos;
  std::string categories;
  std::string scores;
  std::string applied;
  for (const std::string_view category : kCategories) {
    const bool hit = flagged && category == "violence";
    const std::string_view comma = categories.empty() ? "" : ",";
    fmt::format_to(std::back_inserter(categories), R"({}"{}":{})", comma, category, hit);
    fmt::format_to(std::back_inserter(scores), R"({}"{}":{})", comma, category, hit ? 0.97 : 0.0001);
    fmt::format_to(std::back_inserter(applied), R"({}"{}":["text"])", comma, category);
  }
  return fmt::format(
      R"({{"flagged":{},"categories":{{{}}},"category_scores":{{{}}},"category_applied_input_types":{{{}}}}})", flagged,
      categories, scores, applied);
}

struct Ranked {
  int index;
  double score;
};

double Score(const std::string& query, const std::string& document) {
  int words = 0;
  int shared = 0;
  std::size_t start = 0;
  while (start < query.size()) {
    const std::size_t end = std::min(query.find(' ', start), query.size());
    if (end > start) {
      ++words;
      shared += document.find(query.substr(start, end - start)) != std::string::npos ? 1 : 0;
    }
    start = end + 1;
  }
  return words == 0 ? 0 : static_cast<double>(shared) / words;
}

std::vector<Ranked> Rank(const std::string& query, json::Value documents) {
  std::vector<Ranked> ranked;
  for (const json::Value document : documents.elements()) {
    const std::string text = document.IsString() ? document.Text() : TextAt(document, "text");
    ranked.push_back({static_cast<int>(ranked.size()), Score(query, text)});
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  return ranked;
}

}  // namespace

Plan AnswerModerations(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  const auto input = post->root().Find("input");
  if (!input) return RefusalPlan(dialect, Invalid("Missing required parameter: 'input'.", "input"));
  std::string results;
  for (const std::string& text : ModeratedTexts(*input)) {
    if (!results.empty()) results += ',';
    results += ModerationJson(text);
  }
  return ReplyPlan(dialect,
                   {.body = fmt::format(R"({{"id":"{}","model":{},"results":[{}]}})", NextId("modr-"),
                                        Quoted(post->model()), results)},
                   post->script());
}

Plan AnswerRerank(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  const std::string query = TextAt(post->root(), "query");
  const auto documents = ArrayAt(post->root(), "documents");
  if (query.empty()) return RefusalPlan(dialect, Invalid("query must not be empty", "query"));
  if (!documents || documents->Empty())
    return RefusalPlan(dialect, Invalid("documents must not be empty", "documents"));
  std::vector<Ranked> ranked = Rank(query, *documents);
  const auto top = post->root().Find("top_n");
  const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(top ? top->Int().value_or(1) : 1'000'000, 1));
  if (ranked.size() > wanted) ranked.erase(ranked.begin() + static_cast<std::ptrdiff_t>(wanted), ranked.end());
  std::string results;
  for (const Ranked& each : ranked) {
    fmt::format_to(std::back_inserter(results), R"({}{{"index":{},"relevance_score":{}}})", results.empty() ? "" : ",",
                   each.index, each.score);
  }
  return ReplyPlan(dialect,
                   {.body = fmt::format(R"({{"id":"{}","results":[{}],"meta":{{"api_version":{{"version":"2"}},)"
                                        R"("billed_units":{{"search_units":1}}}}}})",
                                        NextId(""), results)},
                   post->script());
}

}  // namespace signalbox::fake_provider::openai
