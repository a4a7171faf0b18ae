#include "tests/support/fake_provider/vertex/predict.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/gemini/dialect.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/vectors.h"

namespace signalbox::fake_provider::vertex {
namespace {

constexpr int kDimensions = 3072;

int DimensionsOf(json::Value root, const Script& script) {
  const auto parameters = ObjectAt(root, "parameters");
  const auto asked = parameters ? MemberAt(*parameters, "outputDimensionality") : std::nullopt;
  if (!asked || !asked->Int()) return script.dimensions.value_or(kDimensions);
  return static_cast<int>(std::clamp<std::int64_t>(*asked->Int(), 1, kDimensions));
}

}  // namespace

Plan AnswerPredict(Visit& visit, const std::string& model) {
  const auto script = visit.TakeScript(model);
  if (!script.ok()) return RefusalPlan(gemini::Gemini(), script.status());
  json::Document document;
  const auto instances = document.Read(visit.http.body).ok() ? ArrayAt(document.root(), "instances") : std::nullopt;
  if (!instances || instances->Empty()) {
    return RefusalPlan(gemini::Gemini(), Invalid("Empty instances.", "instances"));
  }
  std::string predictions;
  for (const json::Value instance : instances->elements()) {
    const auto content = MemberAt(instance, "content");
    if (!content || !content->IsString()) {
      return RefusalPlan(gemini::Gemini(), Invalid("The text content is empty.", "instances.content"));
    }
    fmt::format_to(std::back_inserter(predictions),
                   R"({}{{"embeddings":{{"values":{},"statistics":{{"truncated":false,"token_count":{}}}}}}})",
                   predictions.empty() ? "" : ",",
                   VectorJson(VectorOf(content->Text(), DimensionsOf(document.root(), *script))),
                   script->prompt_tokens);
  }
  return ReplyPlan(gemini::Gemini(), {.body = fmt::format(R"({{"predictions":[{}]}})", predictions)}, *script);
}

}  // namespace signalbox::fake_provider::vertex
