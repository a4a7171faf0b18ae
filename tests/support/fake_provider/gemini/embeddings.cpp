#include "tests/support/fake_provider/gemini/embeddings.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "tests/support/fake_provider/answer.h"
#include "tests/support/fake_provider/gemini/dialect.h"
#include "tests/support/fake_provider/gemini/shape.h"
#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/vectors.h"

namespace signalbox::fake_provider::gemini {
namespace {

constexpr int kDimensions = 3072;

std::string TextOf(json::Value request) {
  std::string text;
  const auto content = FieldAt(request, "content");
  const auto parts = content ? ArrayAt(*content, "parts") : std::nullopt;
  if (!parts) return text;
  for (const json::Value part : parts->elements()) text += TextAt(part, "text");
  return text;
}

std::string EmbeddingJson(json::Value request, const Script& script) {
  int dimensions = script.dimensions.value_or(kDimensions);
  if (const auto asked = FieldAt(request, "output_dimensionality")) {
    dimensions = static_cast<int>(std::clamp<std::int64_t>(asked->Int().value_or(1), 1, kDimensions));
  }
  return fmt::format(R"({{"values":{}}})", VectorJson(VectorOf(TextOf(request), dimensions)));
}

}  // namespace

Plan AnswerEmbed(json::Value root, const Script& script) {
  return ReplyPlan(Gemini(), {.body = fmt::format(R"({{"embedding":{}}})", EmbeddingJson(root, script))}, script);
}

Plan AnswerBatchEmbed(json::Value root, const Script& script) {
  std::string embeddings;
  if (const auto requests = FieldAt(root, "requests"); requests && requests->IsArray()) {
    for (const json::Value request : requests->elements()) {
      if (!embeddings.empty()) embeddings += ',';
      embeddings += EmbeddingJson(request, script);
    }
  }
  return ReplyPlan(Gemini(), {.body = fmt::format(R"({{"embeddings":[{}]}})", embeddings)}, script);
}

}  // namespace signalbox::fake_provider::gemini
