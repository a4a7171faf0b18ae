#include "services/router/tasks/ask.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::router {
namespace {

absl::StatusOr<std::string> Edit(const CallerRequest& request, const std::string& upstream_model, bool ask_for_usage) {
  dialect::RequestEdits edits;
  edits.model = upstream_model;
  edits.ask_for_usage = ask_for_usage;
  edits.history = request.history();
  return request.codec().EditRequest(request.proto().body(), edits);
}

Inquiry InquiryOf(llm::v1::Operation operation, const CallerRequest& request, const Target& target,
                  llm::v1::Dialect dialect) {
  Inquiry inquiry;
  inquiry.written.operation = operation;
  inquiry.written.dialect = dialect;
  inquiry.written.upstream_model = target.deployment->upstream_model;
  inquiry.written.stream = request.proto().stream() && operation == llm::v1::GENERATE;
  return inquiry;
}

/// A prompt that a caller of OpenAI's Responses leaves to be fetched from where it is kept. Without it another request
/// remains, which nobody meant: never a loss to be merely told.
absl::Status CheckNothingIsKeptElsewhere(const dialect::Losses& losses) {
  constexpr std::string_view kKept = "prompt";
  const auto& paths = losses.paths();
  if (std::find(paths.begin(), paths.end(), kKept) == paths.end()) return absl::OkStatus();
  return Error(absl::StatusCode::kInvalidArgument, "STATE_NOT_HELD",
               fmt::format("{}: the provider of this model does not keep it; send all of it as input", kKept),
               {{"field", std::string(kKept)}});
}

}  // namespace

absl::Status LossyTranslation(const dialect::Losses& losses) {
  std::string message = "The request cannot be sent to a provider of this model without losing: ";
  message += losses.Header();
  return Error(absl::StatusCode::kInvalidArgument, "LOSSY_TRANSLATION", message);
}

absl::StatusOr<llm::v1::Dialect> DialectOf(llm::v1::Operation operation, const CallerRequest& request,
                                           const Target& target) {
  const Question question{operation, request.proto().dialect(), target.deployment->upstream_model};
  return target.endpoint->api->DialectFor(target.endpoint->provider, question);
}

absl::StatusOr<Inquiry> AskIn(llm::v1::Operation operation, CallerRequest& request, const Target& target) {
  ASSIGN_OR_RETURN(const llm::v1::Dialect dialect, DialectOf(operation, request, target));
  if (dialect != request.proto().dialect()) {
    ASSIGN_OR_RETURN(const llm::v1::Conversation* conversation, request.Conversation());
    return AskTranslated(operation, request, *conversation, target, dialect);
  }
  Inquiry inquiry = InquiryOf(operation, request, target, dialect);
  Written& written = inquiry.written;
  ASSIGN_OR_RETURN(written.body, Edit(request, target.deployment->upstream_model, written.stream));
  written.caller_headers = &request.headers();
  return inquiry;
}

absl::StatusOr<Inquiry> AskTranslated(llm::v1::Operation operation, const CallerRequest& request,
                                      const llm::v1::Conversation& conversation, const Target& target,
                                      llm::v1::Dialect dialect) {
  const dialect::Codec* into = dialect::CodecOf(dialect);
  if (!into) return Error(absl::StatusCode::kUnimplemented, "", "nobody here writes the provider's dialect");
  Inquiry inquiry = InquiryOf(operation, request, target, dialect);
  dialect::EncodeOptions options;
  options.model = target.deployment->upstream_model;
  options.stream = inquiry.written.stream;
  options.expected_bytes = request.body_bytes();
  ASSIGN_OR_RETURN(inquiry.written.body, into->EncodeRequest(conversation, options, inquiry.losses));
  if (request.proto().dialect() == llm::v1::OPENAI_RESPONSES) {
    RETURN_IF_ERROR(CheckNothingIsKeptElsewhere(inquiry.losses));
  }
  if (request.proto().strict() && !inquiry.losses.empty()) return LossyTranslation(inquiry.losses);
  return inquiry;
}

}  // namespace signalbox::router
