#include "tests/support/fake_provider/bedrock/endpoints.h"

#include <ctime>
#include <string>

#include <fmt/format.h>

#include "common/json/document.h"
#include "common/status/error.h"
#include "tests/support/fake_provider/bedrock/converse_writer.h"
#include "tests/support/fake_provider/bedrock/dialect.h"
#include "tests/support/fake_provider/bedrock/request.h"
#include "tests/support/fake_provider/bedrock/signature.h"
#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::bedrock {
namespace {

constexpr std::string_view kPrefix = "/model/";

std::optional<Plan> RefuseCaller(const Visit& visit) {
  const std::string_view key = visit.http.Bearer();
  if (!key.empty()) {
    return visit.Refuses(key) ? std::optional(RefusalPlan(Bedrock(), "invalid_api_key")) : std::nullopt;
  }
  const absl::Status signature = CheckSignature(visit.http, std::time(nullptr));
  if (signature.ok()) return std::nullopt;
  return RefusalPlan(Bedrock(), "invalid_api_key", MessageOf(signature), ReasonOf(signature));
}

Plan Converse(Visit& visit, const std::string& model, bool stream) {
  const auto script = visit.TakeScript(model);
  if (!script.ok()) return RefusalPlan(Bedrock(), "bad_request", MessageOf(script.status()));
  json::Document document;
  if (!document.Read(visit.http.body).ok() || !document.root().IsObject()) {
    return RefusalPlan(Bedrock(), "bad_request", "The request body is not a JSON object.", "SerializationException");
  }
  const absl::Status checked = script->strict ? CheckConverseRequest(document.root()) : absl::OkStatus();
  if (!checked.ok()) return RefusalPlan(Bedrock(), "bad_request", MessageOf(checked));
  const Call call = ReadConverseCall(document.root(), model, stream);
  Ids ids(script->fixed_ids);
  const Content content = MakeContent(*script, call, "tooluse_", ids);
  ConverseWriter writer(content);
  return AnswerPlan(Bedrock(), writer, stream, content.CompletionTokens(), *script);
}

Plan CountTokens(Visit& visit, const std::string& model) {
  const auto script = visit.TakeScript(model);
  if (!script.ok()) return RefusalPlan(Bedrock(), "bad_request", MessageOf(script.status()));
  json::Document document;
  if (!document.Read(visit.http.body).ok() || !ObjectAt(document.root(), "input")) {
    return RefusalPlan(Bedrock(), "bad_request", "The input field is missing.");
  }
  return ReplyPlan(Bedrock(), {.body = fmt::format(R"({{"inputTokens":{}}})", script->prompt_tokens)}, *script);
}

}  // namespace

std::optional<Plan> Answer(Visit& visit) {
  const std::string_view path = visit.http.Path();
  const std::size_t slash = path.rfind('/');
  if (!visit.IsPost() || !path.starts_with(kPrefix) || slash < kPrefix.size()) return std::nullopt;
  if (auto refusal = RefuseCaller(visit)) return refusal;
  const std::string model = DecodeSegment(path.substr(kPrefix.size(), slash - kPrefix.size()));
  const std::string_view action = path.substr(slash + 1);
  if (action == "converse") return Converse(visit, model, false);
  if (action == "converse-stream") return Converse(visit, model, true);
  if (action == "count-tokens") return CountTokens(visit, model);
  return RefusalPlan(Bedrock(), "unknown_url");
}

}  // namespace signalbox::fake_provider::bedrock
