#include "services/router/tasks/embed_task.h"

#include <utility>

#include "common/dialect/openai_embeddings/request.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "common/tokens/conversation.h"
#include "common/tokens/counter.h"
#include "services/router/answers/mirrored_vectors.h"
#include "services/router/tasks/answer_options_for.h"
#include "services/router/tasks/ask.h"

namespace signalbox::router {

namespace openai = dialect::openai_embeddings;

absl::StatusOr<std::unique_ptr<Task>> EmbedTask::Create(const v1::GenerateRequest& request) {
  if (request.dialect() != llm::v1::OPENAI_CHAT) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the dialect has no embeddings");
  }
  return std::make_unique<EmbedTask>(request);
}

absl::StatusOr<Inquiry> EmbedTask::Ask(const Target& target) {
  ASSIGN_OR_RETURN(const llm::v1::Dialect dialect, DialectOf(llm::v1::EMBED, request_, target));
  if (dialect != request_.proto().dialect()) {
    return Error(absl::StatusCode::kUnimplemented, "", "nobody here writes the provider's embeddings");
  }
  Inquiry inquiry;
  Written& written = inquiry.written;
  written.operation = llm::v1::EMBED;
  written.dialect = dialect;
  written.upstream_model = target.deployment->upstream_model;
  written.caller_headers = &request_.headers();
  ASSIGN_OR_RETURN(written.body, openai::EditEmbedRequest(request_.proto().body(), target.deployment->upstream_model));
  return inquiry;
}

std::unique_ptr<AnswerReader> EmbedTask::NewReader(const Target& target, llm::v1::Dialect asked_in, std::string_view) {
  return std::make_unique<MirroredVectors>(AnswerOptionsFor(request_, target, asked_in, false),
                                           openai::WantsBase64(request_.proto().body()));
}

std::optional<llm::v1::Usage> EmbedTask::UsageOf(const Target& target, AnswerReader& reader, bool complete) {
  if (reader.usage() || !complete) return reader.usage();
  const absl::StatusOr<llm::v1::EmbedRequest> texts = openai::DecodeEmbedRequest(request_.proto().body());
  if (!texts.ok()) return std::nullopt;
  llm::v1::Usage usage;
  usage.set_input(tokens::CountInput(tokens::CounterFor(target.deployment->upstream_model), *texts));
  usage.set_estimated(true);
  return usage;
}

}  // namespace signalbox::router
