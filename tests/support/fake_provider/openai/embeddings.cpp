#include "tests/support/fake_provider/openai/embeddings.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "tests/support/fake_provider/json_read.h"
#include "tests/support/fake_provider/json_text.h"
#include "tests/support/fake_provider/openai/inputs.h"
#include "tests/support/fake_provider/openai/post.h"
#include "tests/support/fake_provider/vectors.h"

namespace signalbox::fake_provider::openai {
namespace {

constexpr int kDimensions = 1536;
constexpr std::int64_t kMaxDimensions = 3072;

int DimensionsOf(const JsonPost& post) {
  const auto asked = post.root().Find("dimensions");
  if (!asked || !asked->Int()) return post.script().dimensions.value_or(kDimensions);
  return static_cast<int>(std::clamp<std::int64_t>(*asked->Int(), 1, kMaxDimensions));
}

absl::Status CheckFormat(json::Value root) {
  const auto format = root.Find("encoding_format");
  if (!format || format->IsNull() || format->Is("float") || format->Is("base64")) return absl::OkStatus();
  return Invalid("'$.encoding_format' is invalid. Supported values are: 'float' and 'base64'.", "encoding_format");
}

std::string EmbeddingJson(int index, const Input& input, int dimensions, bool base64) {
  const std::vector<float> vector = VectorOf(input.text, dimensions);
  return fmt::format(R"({{"object":"embedding","index":{},"embedding":{}}})", index,
                     base64 ? Quoted(VectorBase64(vector)) : VectorJson(vector));
}

}  // namespace

Plan AnswerEmbeddings(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  const absl::Status checked = CheckFormat(post->root());
  if (!checked.ok()) return RefusalPlan(dialect, checked);
  const auto input = post->root().Find("input");
  const auto inputs = input ? ReadInputs(*input, "input") : Invalid("Missing required parameter: 'input'.", "input");
  if (!inputs.ok()) return RefusalPlan(dialect, inputs.status());
  const Script& script = post->script();
  const bool base64 = script.base64 && TextAt(post->root(), "encoding_format") == "base64";
  std::string list;
  int index = 0;
  for (const Input& each : *inputs) {
    if (index > 0) list += ',';
    list += EmbeddingJson(index++, each, DimensionsOf(*post), base64);
  }
  const std::string usage =
      script.usage ? fmt::format(R"(,"usage":{{"prompt_tokens":{0},"total_tokens":{0}}})", script.prompt_tokens) : "";
  return ReplyPlan(
      dialect,
      {.body = fmt::format(R"({{"object":"list","data":[{}],"model":{}{}}})", list, Quoted(post->model()), usage)},
      script);
}

}  // namespace signalbox::fake_provider::openai
