#include "common/dialect/bedrock_converse/facts.h"

#include <utility>

namespace signalbox::dialect::bedrock_converse {
namespace {

constexpr std::int64_t kMostTokens = 1'000'000'000;

std::optional<std::int64_t> Count(json::Value usage, std::string_view name) {
  const auto value = usage.Find(name);
  if (!value || value->IsNull()) return 0;
  const auto count = value->Int();
  if (!count || *count < 0 || *count > kMostTokens) return std::nullopt;
  return count;
}

/// By the exception's name without its first letter, which is small in streams and large in bodies.
constexpr std::pair<std::string_view, std::string_view> kErrorTypes[] = {
    {"hrottlingException", "rate_limit_error"},
    {"erviceQuotaExceededException", "rate_limit_error"},
    {"alidationException", "invalid_request_error"},
    {"ccessDeniedException", "permission_error"},
    {"esourceNotFoundException", "not_found_error"},
    {"onflictException", "conflict_error"},
    {"odelTimeoutException", "timeout_error"},
    {"odelErrorException", "upstream_error"},
    {"odelStreamErrorException", "upstream_error"},
    {"odelNotReadyException", "overloaded_error"},
    {"erviceUnavailableException", "overloaded_error"},
    {"nternalServerException", "api_error"},
    {"nrecognizedClientException", "authentication_error"},
    {"xpiredTokenException", "authentication_error"},
    {"nvalidSignatureException", "authentication_error"},
    {"issingAuthenticationTokenException", "authentication_error"},
};

std::string TypeOf(std::string_view exception) {
  // "com.amazon.coral.service#ThrottlingException:http://..."
  if (const auto hash = exception.rfind('#'); hash != exception.npos) exception.remove_prefix(hash + 1);
  exception = exception.substr(0, exception.find(':'));
  for (const auto& [name, type] : kErrorTypes) {
    if (!exception.empty() && exception.substr(1) == name) return std::string(type);
  }
  return "";
}

std::string MessageIn(json::Value body) {
  std::string message = TextOf(body, "message");
  return message.empty() ? TextOf(body, "Message") : message;
}

}  // namespace

llm::v1::FinishReason FinishOf(std::string_view reason) {
  if (reason == "end_turn") return llm::v1::STOP;
  if (reason == "stop_sequence") return llm::v1::STOP_SEQUENCE;
  if (reason == "max_tokens" || reason == "model_context_window_exceeded") return llm::v1::LENGTH;
  if (reason == "tool_use") return llm::v1::TOOL_CALLS;
  if (reason == "guardrail_intervened" || reason == "content_filtered") return llm::v1::CONTENT_FILTER;
  if (reason == "refusal") return llm::v1::REFUSAL;
  return reason == "pause_turn" ? llm::v1::PAUSE : llm::v1::OTHER;
}

std::optional<llm::v1::Usage> ReadUsage(json::Value usage) {
  if (!usage.IsObject() || !usage.Find("inputTokens") || !usage.Find("outputTokens")) return std::nullopt;
  const auto input = Count(usage, "inputTokens");
  const auto output = Count(usage, "outputTokens");
  const auto cached = Count(usage, "cacheReadInputTokens");
  const auto written = Count(usage, "cacheWriteInputTokens");
  if (!input || !output || !cached || !written || *input + *output + *cached + *written == 0) return std::nullopt;
  llm::v1::Usage read;
  read.set_input(*input);
  read.set_input_cached(*cached);
  read.set_input_cache_write(*written);
  read.set_output(*output);
  return read;
}

std::string StopSequenceOf(json::Value holder) {
  const auto fields = holder.Find("additionalModelResponseFields");
  return fields && fields->IsObject() ? TextOf(*fields, "stop_sequence") : "";
}

llm::v1::Citation ReadCitation(json::Value value) {
  llm::v1::Citation citation;
  citation.set_raw_json(std::string(value.raw()));
  if (!value.IsObject()) return citation;
  citation.set_title(TextOf(value, "title"));
  if (const auto source = value.Find("sourceContent"); source && source->IsArray()) {
    for (const json::Value part : source->elements()) {
      if (part.IsObject()) citation.mutable_cited_text()->append(TextOf(part, "text"));
    }
  }
  const auto location = value.Find("location");
  const auto web = location && location->IsObject() ? location->Find("web") : std::nullopt;
  if (web && web->IsObject()) citation.set_url(TextOf(*web, "url"));
  return citation;
}

std::string TextOf(json::Value object, std::string_view name) {
  const auto member = object.Find(name);
  return member && member->IsString() ? member->Text() : "";
}

std::optional<ErrorBody> ReadError(std::string_view body) {
  json::Document document;
  if (!document.Read(body).ok() || !document.root().IsObject()) return std::nullopt;
  ErrorBody error{MessageIn(document.root())};
  error.type = TypeOf(TextOf(document.root(), "__type"));
  if (error.message.empty() && error.type.empty()) return std::nullopt;
  return error;
}

ErrorBody ErrorOf(std::string_view exception, std::string_view body) {
  ErrorBody error = ReadError(body).value_or(ErrorBody{"The provider reported an error."});
  if (error.message.empty()) error.message = "The provider reported an error.";
  error.type = TypeOf(exception);
  if (error.type.empty()) error.type = "api_error";
  return error;
}

}  // namespace signalbox::dialect::bedrock_converse
