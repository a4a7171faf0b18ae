#include "services/router/providers/gemini/gemini_api.h"

#include <string>
#include <utility>

#include "common/dialect/gemini/token_count.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/providers/call_headers.h"
#include "services/router/providers/percent.h"

namespace signalbox::router::gemini {
namespace {

constexpr std::string_view kKeyHeader = "x-goog-api-key";

// "v1", "v1beta", "v1alpha", "v2beta3".
bool IsVersion(std::string_view segment) {
  return segment.size() >= 2 && segment[0] == 'v' && segment[1] >= '0' && segment[1] <= '9';
}

std::string VersionedUrl(const Provider& provider) {
  std::string url = provider.base_url;
  const std::size_t slash = url.rfind('/');
  if (slash == url.npos || !IsVersion(std::string_view(url).substr(slash + 1))) url += "/v1beta";
  return url;
}

// "gemini-2.5-flash" is one of the models; "tunedModels/x" says its collection itself.
absl::Status AppendModel(std::string& url, std::string_view model) {
  const std::size_t slash = model.find('/');
  const std::string_view collection = slash == model.npos ? "models" : model.substr(0, slash);
  const std::string_view name = slash == model.npos ? model : model.substr(slash + 1);
  if (name.empty() || collection.empty() || name.find_first_not_of('.') == name.npos ||
      collection.find_first_not_of('.') == collection.npos) {
    return Error(absl::StatusCode::kFailedPrecondition, "", "the deployment's model is no name of a Gemini model");
  }
  url += '/';
  AppendPercentEncoded(url, collection);
  url += '/';
  AppendPercentEncoded(url, name);
  return absl::OkStatus();
}

std::string_view MethodOf(const Written& written) {
  switch (written.operation) {
    case llm::v1::COUNT_TOKENS:
      return ":countTokens";
    case llm::v1::EMBED:
      return ":batchEmbedContents";
    default:
      return written.stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
  }
}

void AddKey(const Account& account, HttpHeaders& headers) {
  if (!account.api_key.empty()) headers.emplace_back(kKeyHeader, account.api_key);
}

}  // namespace

absl::StatusOr<llm::v1::Dialect> GeminiApi::DialectFor(const Provider&, const Question& question) const {
  switch (question.operation) {
    case llm::v1::GENERATE:
    case llm::v1::COUNT_TOKENS:
    case llm::v1::EMBED:
      return llm::v1::GEMINI;
    default:
      return Error(absl::StatusCode::kUnimplemented, "", "this provider cannot do that");
  }
}

absl::StatusOr<ProviderCall> GeminiApi::Call(const Provider& provider, const Account& account, Written written,
                                             std::string_view, TimePoint) const {
  ProviderCall call;
  call.url = VersionedUrl(provider);
  RETURN_IF_ERROR(AppendModel(call.url, written.upstream_model));
  call.url += MethodOf(written);
  call.headers = PlainHeaders(written, kKeyHeader);
  AddKey(account, call.headers);
  if (written.operation == llm::v1::COUNT_TOKENS) {
    ASSIGN_OR_RETURN(call.body, dialect::gemini::ToCountTokens(written.body, written.upstream_model));
  } else {
    call.body = std::move(written.body);
  }
  return call;
}

absl::StatusOr<ProviderCall> GeminiApi::Probe(const Provider& provider, const Account& account, std::string_view,
                                              TimePoint) const {
  ProviderCall call;
  call.method = "GET";
  call.url = VersionedUrl(provider) + "/models?pageSize=1";
  call.headers = PlainHeaders();
  AddKey(account, call.headers);
  return call;
}

}  // namespace signalbox::router::gemini
