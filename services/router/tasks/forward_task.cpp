#include "services/router/tasks/forward_task.h"

#include <algorithm>
#include <utility>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/router/answers/passed_bytes.h"
#include "services/router/answers/passed_json.h"
#include "services/router/tasks/answer_options_for.h"
#include "services/router/tasks/forward_body.h"

namespace signalbox::router {
namespace {

constexpr std::size_t kMaxPath = 128;

/// "/images/generations": nothing that could lead elsewhere.
bool IsPath(std::string_view path) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-';
  };
  return path.size() > 1 && path.size() <= kMaxPath && path.front() == '/' && path.find("//") == path.npos &&
         std::all_of(path.begin(), path.end(), allowed);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Task>> ForwardTask::Create(const v1::GenerateRequest& request) {
  if (!IsPath(request.forward().path())) {
    return Error(absl::StatusCode::kInvalidArgument, "", "forward.path must be a plain path as /images/generations");
  }
  if (!CanSetModel(request.forward().content_type())) {
    return Error(absl::StatusCode::kInvalidArgument, "",
                 "the body must be application/json, or multipart/form-data with its boundary");
  }
  return std::make_unique<ForwardTask>(request);
}

absl::StatusOr<Inquiry> ForwardTask::Ask(const Target& target) {
  const v1::GenerateRequest& proto = request_.proto();
  const std::string& model = target.deployment->upstream_model;
  ASSIGN_OR_RETURN(
      const llm::v1::Dialect dialect,
      target.endpoint->api->DialectFor(target.endpoint->provider, {llm::v1::FORWARD, proto.dialect(), model}));
  Inquiry inquiry;
  Written& written = inquiry.written;
  written.operation = llm::v1::FORWARD;
  written.dialect = dialect;
  written.upstream_model = model;
  written.stream = proto.stream();
  written.forward_path = proto.forward().path();
  written.content_type = proto.forward().content_type();
  if (dialect == proto.dialect()) written.caller_headers = &request_.headers();
  ASSIGN_OR_RETURN(written.body, SetModel(proto.body(), written.content_type, model));
  return inquiry;
}

std::unique_ptr<AnswerReader> ForwardTask::NewReader(const Target& target, llm::v1::Dialect asked_in,
                                                     std::string_view content_type) {
  answers_in_events_ = IsEventStream(content_type);
  if (!IsJson(content_type)) return std::make_unique<PassedBytes>(content_type, *dialect::CodecOf(asked_in));
  AnswerOptions options = AnswerOptionsFor(request_, target, asked_in);
  options.want_answer = false;
  return std::make_unique<PassedJson>(std::move(options));
}

std::optional<llm::v1::Usage> ForwardTask::UsageOf(const Target&, AnswerReader& reader, bool) {
  return reader.usage();
}

// Into sound or a picture nothing can be written; whoever receives it sees the connection break.
std::string ForwardTask::EncodeBreak(const dialect::ErrorBody& error, int status) const {
  return answers_in_events_ ? request_.codec().EncodeStreamError(error, status) : std::string();
}

}  // namespace signalbox::router
