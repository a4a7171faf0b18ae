#include "services/router/tasks/embed_task.h"

#include <utility>

#include "common/dialect/gemini/embeddings.h"
#include "common/dialect/openai_embeddings/request.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/answers/mirrored_vectors.h"
#include "services/router/answers/translated_vectors.h"
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

absl::StatusOr<const llm::v1::EmbedRequest*> EmbedTask::Texts() {
  if (!texts_) texts_ = openai::DecodeEmbedRequest(request_.proto().body());
  if (!texts_->ok()) return texts_->status();
  return &**texts_;
}

absl::StatusOr<Inquiry> EmbedTask::Ask(const Target& target) {
  ASSIGN_OR_RETURN(const llm::v1::Dialect dialect, DialectOf(llm::v1::EMBED, request_, target));
  const std::string& model = target.deployment->upstream_model;
  Inquiry inquiry;
  Written& written = inquiry.written;
  written.operation = llm::v1::EMBED;
  written.dialect = dialect;
  written.upstream_model = model;
  if (dialect == request_.proto().dialect()) {
    written.caller_headers = &request_.headers();
    ASSIGN_OR_RETURN(written.body, openai::EditEmbedRequest(request_.proto().body(), model));
    return inquiry;
  }
  if (dialect != llm::v1::GEMINI) {
    return Error(absl::StatusCode::kUnimplemented, "", "nobody here writes the provider's embeddings");
  }
  ASSIGN_OR_RETURN(written.body, Translate(model, inquiry.losses));
  return inquiry;
}

absl::StatusOr<std::string> EmbedTask::Translate(const std::string& upstream_model, dialect::Losses& losses) {
  ASSIGN_OR_RETURN(const llm::v1::EmbedRequest* texts, Texts());
  ASSIGN_OR_RETURN(std::string body, dialect::gemini::EncodeEmbedRequest(*texts, upstream_model, losses));
  if (request_.proto().strict() && !losses.empty()) return LossyTranslation(losses);
  return body;
}

std::unique_ptr<AnswerReader> EmbedTask::NewReader(const Target& target, llm::v1::Dialect asked_in, std::string_view) {
  AnswerOptions options = AnswerOptionsFor(request_, target, asked_in);
  if (options.translated()) return std::make_unique<TranslatedVectors>(std::move(options), **texts_);
  return std::make_unique<MirroredVectors>(std::move(options), openai::WantsBase64(request_.proto().body()));
}

std::optional<llm::v1::Usage> EmbedTask::UsageOf(const Target& target, AnswerReader& reader, bool complete) {
  if (reader.usage() || !complete) return reader.usage();
  const auto texts = Texts();
  if (!texts.ok()) return std::nullopt;
  return CountTexts(target.deployment->upstream_model, **texts);
}

}  // namespace signalbox::router
