#include "services/router/tasks/new_task.h"

#include "common/context/ids.h"
#include "common/dialect/codec.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/tasks/completions_task.h"
#include "services/router/tasks/count_task.h"
#include "services/router/tasks/embed_task.h"
#include "services/router/tasks/forward_task.h"
#include "services/router/tasks/generate_task.h"

namespace signalbox::router {
namespace {

absl::Status Invalid(std::string_view message) {
  return Error(absl::StatusCode::kInvalidArgument, "", message);
}

absl::Status Check(const v1::GenerateRequest& request) {
  if (!IsUuid(request.ticket())) return Invalid("ticket must be a UUID");
  if (!dialect::CodecOf(request.dialect())) return Invalid("dialect is not supported");
  if (request.model().empty()) return Invalid("model is required");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Task>> NewTask(const v1::GenerateRequest& request) {
  RETURN_IF_ERROR(Check(request));
  switch (request.operation()) {
    case llm::v1::OPERATION_UNSPECIFIED:
    case llm::v1::GENERATE:
      if (request.dialect() == llm::v1::OPENAI_COMPLETIONS) return std::make_unique<CompletionsTask>(request);
      return std::make_unique<GenerateTask>(request);
    case llm::v1::COUNT_TOKENS:
      return std::make_unique<CountTask>(request);
    case llm::v1::EMBED:
      return EmbedTask::Create(request);
    case llm::v1::FORWARD:
      return ForwardTask::Create(request);
    default:
      return Invalid("operation is not supported");
  }
}

}  // namespace signalbox::router
