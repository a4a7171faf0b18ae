#include "common/dialect/openai_chat/stream_decoder.h"

#include <string>
#include <utility>

#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_chat/members.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/dialect/request_facts.h"
#include "common/status/error.h"

namespace signalbox::dialect::openai_chat {
namespace {

using Kind = StreamEvent::Kind;

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool IsDone(std::string_view data) {
  return data.size() < 64 && Trim(data) == "[DONE]";
}

}  // namespace

absl::Status ChatStreamDecoder::Decode(const WireEvent& event, StreamSink sink) {
  model_.reset();
  usage_.reset();
  object_.reset();
  has_choices_ = false;
  if (over_) return absl::OkStatus();
  if (IsDone(event.data)) {
    Finish(sink);
    return absl::OkStatus();
  }
  if (!document_.Read(event.data).ok() || !document_.root().IsObject()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "an event of the stream is no JSON object");
  }
  ReadChunk(document_.root(), sink);
  return absl::OkStatus();
}

void ChatStreamDecoder::ReadChunk(json::Value root, StreamSink sink) {
  std::optional<json::Value> choices;
  bool is_error = false;
  for (const auto [key, value] : root.members()) {
    if (key.Is("model")) {
      model_ = value;
    } else if (key.Is("object")) {
      object_ = value;
    } else if (key.Is("choices")) {
      choices = value;
    } else if (key.Is("usage") && !value.IsNull()) {
      usage_ = value;
    } else if (key.Is("error") && !value.IsNull()) {
      is_error = true;
    }
  }
  if (is_error) return YieldError(root.raw(), sink);
  has_choices_ = choices && choices->IsArray() && !choices->Empty();
  // What comes before the first words of a provider (a filter's findings) says nothing of the answer.
  if (!started_ && (has_choices_ || usage_)) Start(root, sink);
  if (has_choices_) ReadChoices(*choices, sink);
  if (usage_) ReadUsageOf(*usage_, sink);
}

void ChatStreamDecoder::Start(json::Value root, StreamSink sink) {
  started_ = true;
  const auto id = StringMember(root, "id");
  const auto created = root.Find("created");
  const std::string id_text = id ? id->Text() : "";
  const std::string model = model_ && model_->IsString() ? model_->Text() : "";
  StreamEvent start(Kind::kStart);
  start.id = id_text;
  start.model = model;
  start.created = created ? created->Int().value_or(0) : 0;
  sink(start);
}

void ChatStreamDecoder::ReadChoices(json::Value choices, StreamSink sink) {
  for (const json::Value choice : choices.elements()) {
    if (!choice.IsObject()) continue;
    const auto given = choice.Find("index");
    const std::int64_t index = given ? given->Int().value_or(0) : 0;
    if (index < 0 || index >= kMaxChoices) continue;
    const int place = static_cast<int>(index);
    choices_.try_emplace(place, place).first->second.Read(choice, sink);
  }
}

void ChatStreamDecoder::ReadUsageOf(json::Value value, StreamSink sink) {
  const auto usage = ReadUsage(value);
  if (!usage) return;
  StreamEvent event(Kind::kUsage);
  event.usage = &*usage;
  sink(event);
}

void ChatStreamDecoder::YieldError(std::string_view data, StreamSink sink) {
  over_ = true;
  const ErrorBody error =
      DecodeError(data).value_or(ErrorBody{.message = "The provider reported an error.", .type = "api_error"});
  StreamEvent event(Kind::kError);
  event.error = &error;
  sink(event);
}

void ChatStreamDecoder::Finish(StreamSink sink) {
  over_ = true;
  if (!started_) sink(StreamEvent(Kind::kStart));
  for (auto& [index, choice] : choices_) choice.Finish(sink);
  sink(StreamEvent(Kind::kEnd));
}

}  // namespace signalbox::dialect::openai_chat
