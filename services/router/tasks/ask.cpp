#include "services/router/tasks/ask.h"

#include <utility>

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

absl::StatusOr<std::string> Translate(CallerRequest& request, const dialect::Codec& into,
                                      const std::string& upstream_model, dialect::Losses& losses) {
  ASSIGN_OR_RETURN(const llm::v1::Conversation* conversation, request.Conversation());
  dialect::EncodeOptions options;
  options.model = upstream_model;
  options.stream = request.proto().stream();
  return into.EncodeRequest(*conversation, options, losses);
}

}  // namespace

absl::Status LossyTranslation(const dialect::Losses& losses) {
  std::string message = "The request cannot be sent to a provider of this model without losing: ";
  message += losses.Header();
  return Error(absl::StatusCode::kInvalidArgument, "LOSSY_TRANSLATION", message);
}

absl::StatusOr<Inquiry> AskIn(llm::v1::Operation operation, CallerRequest& request, const Target& target) {
  const std::string& model = target.deployment->upstream_model;
  const v1::GenerateRequest& proto = request.proto();
  const Question question{operation, proto.dialect(), model};
  ASSIGN_OR_RETURN(const llm::v1::Dialect dialect,
                   target.endpoint->api->DialectFor(target.endpoint->provider, question));
  Inquiry inquiry;
  Written& written = inquiry.written;
  written.operation = operation;
  written.dialect = dialect;
  written.upstream_model = model;
  written.stream = proto.stream();
  if (dialect == proto.dialect()) {
    ASSIGN_OR_RETURN(written.body, Edit(request, model, proto.stream() && operation == llm::v1::GENERATE));
    written.caller_headers = &request.headers();
    return inquiry;
  }
  const dialect::Codec* into = dialect::CodecOf(dialect);
  if (!into) return Error(absl::StatusCode::kUnimplemented, "", "nobody here writes the provider's dialect");
  ASSIGN_OR_RETURN(written.body, Translate(request, *into, model, inquiry.losses));
  if (proto.strict() && !inquiry.losses.empty()) return LossyTranslation(inquiry.losses);
  return inquiry;
}

}  // namespace signalbox::router
