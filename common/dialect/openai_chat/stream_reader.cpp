#include "common/dialect/openai_chat/stream_reader.h"

#include <algorithm>
#include <utility>

#include "common/dialect/openai_chat/error.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_chat {
namespace {

std::string Quote(std::string_view text) {
  std::string quoted;
  json::AppendString(quoted, text);
  return quoted;
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

// In JSON a line break is white space, but in an event each line needs its field name.
void AppendLines(std::string& out, std::string_view bytes) {
  while (true) {
    // Two quick searches: one for both letters at once goes byte by byte.
    const std::size_t end = std::min({bytes.find('\n'), bytes.find('\r'), bytes.size()});
    out += bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (bytes.empty()) return;
    out += "\ndata: ";
    bytes.remove_prefix(bytes.starts_with("\r\n") ? 2 : 1);
  }
}

std::int64_t CountCharacters(std::optional<json::Value> value) {
  return value && value->IsString() ? value->CountCharacters() : 0;
}

std::int64_t CountArguments(json::Value calls) {
  std::int64_t characters = 0;
  for (const json::Value call : calls.elements()) {
    const auto function = call.IsObject() ? call.Find("function") : std::nullopt;
    if (function && function->IsObject()) characters += CountCharacters(function->Find("arguments"));
  }
  return characters;
}

}  // namespace

// The parts of a chunk that decide what becomes of it.
struct StreamReader::Chunk {
  std::optional<json::Value> model;
  std::optional<json::Value> usage;
  std::optional<json::Value> choices;
  std::optional<json::Value> error;

  explicit Chunk(json::Value root) {
    for (const auto [key, value] : root.members()) {
      if (key.Is("model")) {
        model = value;
      } else if (key.Is("choices")) {
        choices = value;
      } else if (value.IsNull()) {
        continue;
      } else if (key.Is("usage")) {
        usage = value;
      } else if (key.Is("error")) {
        error = value;
      }
    }
  }

  bool HasChoices() const { return choices && choices->IsArray() && !choices->Empty(); }
};

StreamReader::StreamReader(Options options)
    : options_(std::move(options)), quoted_model_(Quote(options_.public_model)) {}

StreamReader::Kind StreamReader::Read(std::string_view data, std::string& out) {
  if (Trim(data) == "[DONE]") {
    out += "data: [DONE]\n\n";
    return Kind::kDone;
  }
  if (!document_.Read(data).ok() || !document_.root().IsObject()) return Kind::kGarbage;

  const Chunk chunk(document_.root());
  if (chunk.error) return YieldError(*chunk.error, out);
  if (chunk.HasChoices()) {
    for (const json::Value choice : chunk.choices->elements()) {
      if (choice.IsObject()) ReadChoice(choice);
    }
  }
  if (chunk.usage) {
    if (auto usage = ReadUsage(*chunk.usage)) usage_ = std::move(usage);
    if (!options_.show_usage && !chunk.HasChoices()) return Kind::kData;
  }
  Yield(chunk, data, out);
  return Kind::kData;
}

void StreamReader::ReadChoice(json::Value choice) {
  const auto index_value = choice.Find("index");
  const std::int64_t index = index_value ? index_value->Int().value_or(0) : 0;
  if (index < 0 || index >= static_cast<std::int64_t>(kMaxChoices)) return;
  seen_.set(index);
  if (const auto reason = choice.Find("finish_reason"); reason && !reason->IsNull()) ended_.set(index);
  if (const auto delta = choice.Find("delta"); delta && delta->IsObject()) ReadDelta(*delta, index == 0);
}

void StreamReader::ReadDelta(json::Value delta, bool first_choice) {
  for (const auto [key, value] : delta.members()) {
    if (key.Is("content") || key.Is("reasoning_content") || key.Is("reasoning") || key.Is("refusal")) {
      generated_characters_ += CountCharacters(value);
    } else if (key.Is("tool_calls") && value.IsArray()) {
      generated_characters_ += CountArguments(value);
    }
  }
  if (first_choice && options_.want_answer) answer_.Add(delta);
}

StreamReader::Kind StreamReader::YieldError(json::Value error, std::string& out) const {
  const auto body = DecodeError("{\"error\":" + std::string(error.raw()) + "}");
  out += EncodeStreamError(body.value_or(ErrorBody{.message = "the provider reported an error", .type = "api_error"}));
  return Kind::kError;
}

void StreamReader::Yield(const Chunk& chunk, std::string_view data, std::string& out) const {
  struct Change {
    json::Value value;
    std::string_view bytes;
  };
  std::optional<Change> first;
  std::optional<Change> second;
  if (chunk.model) first = Change{*chunk.model, quoted_model_};
  if (chunk.usage && !options_.show_usage) (first ? second : first) = Change{*chunk.usage, "null"};
  if (first && second && second->value.begin_offset() < first->value.begin_offset()) std::swap(first, second);

  out += "data: ";
  std::size_t copied = 0;
  for (const std::optional<Change>& change : {first, second}) {
    if (!change) continue;
    AppendLines(out, data.substr(copied, change->value.begin_offset() - copied));
    out += change->bytes;
    copied = change->value.end_offset();
  }
  AppendLines(out, data.substr(copied));
  out += "\n\n";
}

}  // namespace signalbox::dialect::openai_chat
