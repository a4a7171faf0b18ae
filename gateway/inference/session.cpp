#include "gateway/inference/session.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/log/log.h"
#include "common/status/error.h"
#include "gateway/errors.h"

namespace signalbox::gateway {
namespace {

constexpr std::size_t kMaxSessionIdBytes = 256;
constexpr std::chrono::milliseconds kLoadTimeout{5'000};
constexpr std::chrono::milliseconds kAppendTimeout{5'000};

// A header may hold any bytes, the services take text.
bool IsPrintable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

RequestContext Within(RequestContext context, std::chrono::milliseconds timeout) {
  context.deadline = std::chrono::steady_clock::now() + timeout;
  return context;
}

absl::Status BadSession(std::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, "", "a session id has 1 to 256 printable characters",
               {{"field", std::string(field)}});
}

absl::Status NoSuchConversation(const std::string& id) {
  return Error(absl::StatusCode::kNotFound, "CONVERSATION_NOT_FOUND",
               fmt::format("Conversation with id '{}' not found; begin it by a request with this conversation_id.", id),
               {{"field", "conversation"}});
}

}  // namespace

absl::StatusOr<std::string> SessionOf(const std::string& in_body, const http::Request& request) {
  if (in_body.size() > kMaxSessionIdBytes) return BadSession("conversation_id");
  if (!in_body.empty()) return in_body;
  const std::string_view header = request.Header("x-session-id");
  if (header.size() > kMaxSessionIdBytes || !IsPrintable(header)) return BadSession("x-session-id");
  return std::string(header);
}

void Recall(memory::MemoryClient& memory, RequestContext context, const std::string& session_id, bool must_exist,
            std::function<void(absl::StatusOr<memory::v1::LoadResponse>)> done) {
  memory::v1::LoadRequest request;
  request.set_session_id(session_id);
  request.set_must_exist(must_exist);
  memory.Load(Within(std::move(context), kLoadTimeout), std::move(request),
              [session_id, done = std::move(done)](absl::StatusOr<memory::v1::LoadResponse> answer) {
                if (answer.ok() || answer.status().code() == absl::StatusCode::kInvalidArgument) {
                  return done(std::move(answer));
                }
                if (answer.status().code() == absl::StatusCode::kNotFound) return done(NoSuchConversation(session_id));
                log::Warn("session not loaded", {{"error", Describe(answer.status())}});
                done(Error(absl::StatusCode::kUnavailable, "SESSION_UNAVAILABLE",
                           "the session cannot be read at the moment; please try again"));
              });
}

std::optional<memory::v1::AppendRequest> TurnsToRemember(const std::string& session_id, const std::string& ticket,
                                                         llm::v1::Ending ending, router::v1::Tail& tail) {
  const bool answered = tail.has_answer() && tail.answer().content_size() > 0;
  const bool lasting = ending == llm::v1::COMPLETED || ending == llm::v1::CLIENT_CANCELLED;
  if (session_id.empty() || !answered || !lasting) return std::nullopt;
  memory::v1::AppendRequest request;
  request.set_session_id(session_id);
  request.set_request_id(ticket);
  *request.mutable_messages() = std::move(*tail.mutable_new_turns());
  llm::v1::Message& answer = *request.add_messages();
  answer = std::move(*tail.mutable_answer());
  if (tail.ending() != llm::v1::COMPLETED) answer.set_partial(true);
  return request;
}

void Remember(memory::MemoryClient& memory, RequestContext context, memory::v1::AppendRequest turns,
              std::function<void(const absl::Status&)> done) {
  memory.Append(Within(std::move(context), kAppendTimeout), std::move(turns),
                [done = std::move(done)](const absl::StatusOr<memory::v1::AppendResponse>& answer) {
                  if (!answer.ok()) log::Warn("session not continued", {{"error", Describe(answer.status())}});
                  done(answer.status());
                });
}

}  // namespace signalbox::gateway
