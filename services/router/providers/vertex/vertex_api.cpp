#include "services/router/providers/vertex/vertex_api.h"

#include <array>
#include <span>
#include <utility>

#include "common/dialect/field_edits.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/providers/call_headers.h"
#include "services/router/providers/percent.h"
#include "services/router/providers/vertex/model_path.h"

namespace signalbox::router::vertex {
namespace {

using dialect::FieldEdit;

std::string_view Setting(const Provider& provider, std::string_view name) {
  const auto found = provider.settings.find(name);
  return found == provider.settings.end() ? std::string_view() : std::string_view(found->second);
}

/// ".../publishers/anthropic/models/claude-sonnet-4@20250514:rawPredict"
std::string UrlOf(const Provider& provider, std::string_view publisher, std::string_view model,
                  std::string_view method) {
  std::string url = provider.base_url;
  url += "/v1/projects/";
  AppendPercentEncoded(url, Setting(provider, "project"));
  url += "/locations/";
  AppendPercentEncoded(url, Setting(provider, "location"));
  url += "/publishers/";
  url += publisher;
  url += "/models/";
  AppendModelName(url, model);
  url += ':';
  url += method;
  return url;
}

std::string_view GeminiMethod(const Written& written) {
  if (written.operation == llm::v1::COUNT_TOKENS) return "countTokens";
  return written.stream ? "streamGenerateContent?alt=sse" : "generateContent";
}

absl::StatusOr<ProviderCall> CallClaude(const Provider& provider, const Model& model, const Written& written) {
  ProviderCall call;
  const std::array<FieldEdit, 2> edits{FieldEdit{"anthropic_version", FieldEdit::Action::kSet, "\"vertex-2023-10-16\""},
                                       FieldEdit{"model", FieldEdit::Action::kRemove}};
  std::size_t count = edits.size();
  if (written.operation == llm::v1::COUNT_TOKENS) {
    --count;  // Counting is a model of its own, so there the body says which one is meant.
    call.url = UrlOf(provider, model.publisher, "count-tokens", "rawPredict");
  } else {
    call.url = UrlOf(provider, model.publisher, model.name, written.stream ? "streamRawPredict" : "rawPredict");
  }
  ASSIGN_OR_RETURN(call.body, dialect::EditFields(written.body, std::span(edits).first(count)));
  call.headers = PlainHeaders(written, "anthropic-version");
  return call;
}

absl::Status NoToken() {
  return Error(absl::StatusCode::kFailedPrecondition, "", "there is no access token for this account");
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> VertexApi::DialectFor(const Provider&, const Question& question) const {
  ASSIGN_OR_RETURN(const Model model, ParseModel(question.upstream_model));
  const bool counts = question.operation == llm::v1::COUNT_TOKENS && question.caller == model.dialect;
  if (question.operation == llm::v1::GENERATE || counts) return model.dialect;
  return Error(absl::StatusCode::kUnimplemented, "", "this provider cannot do that");
}

absl::StatusOr<ProviderCall> VertexApi::Call(const Provider& provider, const Account&, Written written,
                                             std::string_view token, TimePoint) const {
  if (token.empty()) return NoToken();
  ASSIGN_OR_RETURN(const Model model, ParseModel(written.upstream_model));
  ProviderCall call;
  if (model.dialect == llm::v1::ANTHROPIC_MESSAGES) {
    ASSIGN_OR_RETURN(call, CallClaude(provider, model, written));
  } else {
    call.url = UrlOf(provider, model.publisher, model.name, GeminiMethod(written));
    call.headers = PlainHeaders(written);
    call.body = std::move(written.body);
  }
  call.headers.emplace_back("authorization", "Bearer " + std::string(token));
  return call;
}

absl::StatusOr<ProviderCall> VertexApi::Probe(const Provider& provider, const Account&, std::string_view token,
                                              TimePoint) const {
  if (token.empty()) return NoToken();
  ProviderCall call;
  call.method = "GET";
  call.url = provider.base_url + "/v1beta1/publishers/google/models?pageSize=1";
  call.headers = PlainHeaders();
  call.headers.emplace_back("authorization", "Bearer " + std::string(token));
  return call;
}

}  // namespace signalbox::router::vertex
