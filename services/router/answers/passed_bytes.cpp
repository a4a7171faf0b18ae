#include "services/router/answers/passed_bytes.h"

#include "common/json/document.h"
#include "services/router/answers/loose_usage.h"

namespace signalbox::router {

bool IsEventStream(std::string_view content_type) {
  return content_type.starts_with("text/event-stream");
}

bool IsJson(std::string_view content_type) {
  return content_type.starts_with("application/json");
}

PassedBytes::PassedBytes(std::string_view content_type, const dialect::Codec& errors)
    : content_type_(content_type), errors_(errors) {
  if (IsEventStream(content_type_)) events_ = NewSseDeframer();
}

AnswerReader::State PassedBytes::Read(std::string_view bytes, std::string& out) {
  while (events_ && !bytes.empty() && state_ == State::kReading) {
    const std::size_t line_end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, line_end == bytes.npos ? bytes.size() : line_end + 1);
    bytes.remove_prefix(line.size());
    ReadLine(line, out);
  }
  if (!events_) out += bytes;
  return state_;
}

void PassedBytes::ReadLine(std::string_view line, std::string& out) {
  waiting_ += line;
  bool whole = false;
  const absl::Status status = events_->Feed(line, [&](const dialect::WireEvent& event) {
    whole = true;
    LookAt(event);
  });
  if (state_ == State::kError) return;
  if (!status.ok()) events_.reset();  // Not ours to judge: the rest goes as it comes.
  if (!whole && status.ok() && !events_->BetweenEvents()) return;
  out += waiting_;
  waiting_.clear();
}

AnswerReader::State PassedBytes::End(std::string& out) {
  out += waiting_;
  waiting_.clear();
  return State::kComplete;
}

void PassedBytes::LookAt(const dialect::WireEvent& event) {
  const bool may_be_error = event.type == "error" || event.data.find("\"error\"") != event.data.npos;
  if (!may_be_error && event.data.find("\"usage\"") == event.data.npos) return;
  json::Document document;
  const bool readable = document.Read(event.data).ok() && document.root().IsObject();
  if (may_be_error) LookForError(event, readable ? std::optional(document.root()) : std::nullopt);
  if (!readable) return;
  const auto usage = document.root().Find("usage");
  if (!usage) return;
  if (auto read = ReadLooseUsage(*usage)) usage_ = std::move(read);
}

void PassedBytes::LookForError(const dialect::WireEvent& event, std::optional<json::Value> root) {
  bool is_error = event.type == "error";
  if (root) {
    const auto type = root->Find("type");
    const auto error = root->Find("error");
    is_error = is_error || (type && type->Is("error")) || (error && !error->IsNull());
  }
  if (!is_error) return;
  auto said = errors_.DecodeError(event.data);
  state_ = Fail(said ? *std::move(said) : dialect::ErrorBody{"The provider reported an error.", "api_error"});
}

}  // namespace signalbox::router
