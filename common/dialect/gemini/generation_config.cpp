#include "common/dialect/gemini/generation_config.h"

#include <algorithm>
#include <limits>
#include <string>

#include "common/dialect/caller_names.h"
#include "common/dialect/field_error.h"
#include "common/dialect/gemini/names.h"
#include "common/dialect/gemini/response_format.h"
#include "common/dialect/gemini/thinking.h"
#include "common/status/macros.h"

namespace signalbox::dialect::gemini {
namespace {

using llm::v1::Conversation;
using llm::v1::Sampling;

constexpr std::string_view kPath = "generationConfig";
constexpr int kMaxStops = 5;

// Whether the number is completely said; its form is kept when it is not the plain one.
class NumberTaker {
 public:
  NumberTaker(json::Value value, std::string path, FieldKeeper& keeper)
      : value_(value), path_(std::move(path)), keeper_(keeper) {}

  template <typename Set>
  absl::Status Count(std::int64_t low, std::int64_t high, const Set& set) {
    const auto number = IntOf(value_);
    if (!number) return BadField(path_, "expected an integer");
    if (*number < low || *number > high) return BadField(path_, "out of range");
    set(*number);
    if (!value_.Int()) keeper_.KeepForm(path_, value_.raw());
    return absl::OkStatus();
  }

  template <typename Set>
  absl::Status Real(const Set& set) {
    const auto number = NumberOf(value_);
    if (!number) return BadField(path_, "expected a number");
    set(*number);
    if (!value_.Number()) keeper_.KeepForm(path_, value_.raw());
    return absl::OkStatus();
  }

 private:
  const json::Value value_;
  const std::string path_;
  FieldKeeper& keeper_;
};

absl::Status TakeStops(json::Value stops, Conversation& into, FieldKeeper& keeper) {
  constexpr std::string_view kStops = "generationConfig.stopSequences";
  if (!stops.IsArray()) return BadField(kStops, "expected an array");
  if (stops.Empty()) keeper.Keep(kStops, stops);
  for (const json::Value stop : stops.elements()) {
    if (!stop.IsString()) return BadField(kStops, "expected strings");
    into.add_stop(stop.Text());
  }
  return absl::OkStatus();
}

absl::Status TakeThinking(json::Value config, Conversation& into, FieldKeeper& keeper) {
  const std::string path = Join(kPath, "thinkingConfig");
  RETURN_IF_ERROR(CheckObject(config, path));
  if (!DecodeThinkingConfig(config, *into.mutable_reasoning(), keeper)) keeper.Keep(path, config);
  if (into.reasoning().ByteSizeLong() == 0) into.clear_reasoning();
  return absl::OkStatus();
}

constexpr std::int64_t kMax32 = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMin32 = std::numeric_limits<std::int32_t>::min();

// The fields that have a place; false for others.
absl::StatusOr<bool> Take(json::Value key, json::Value value, Conversation& into, FieldKeeper& keeper) {
  Sampling& sampling = *into.mutable_sampling();
  const auto number = [&] { return NumberTaker(value, Join(kPath, CamelCase(key.Text())), keeper); };
  absl::Status status;
  if (IsField(key, "temperature")) {
    status = number().Real([&](double v) { sampling.set_temperature(v); });
  } else if (IsField(key, "topP")) {
    status = number().Real([&](double v) { sampling.set_top_p(v); });
  } else if (IsField(key, "presencePenalty")) {
    status = number().Real([&](double v) { sampling.set_presence_penalty(v); });
  } else if (IsField(key, "frequencyPenalty")) {
    status = number().Real([&](double v) { sampling.set_frequency_penalty(v); });
  } else if (IsField(key, "topK")) {
    status = number().Count(kMin32, kMax32, [&](std::int64_t v) { sampling.set_top_k(v); });
  } else if (IsField(key, "seed")) {
    status = number().Count(kMin32, kMax32, [&](std::int64_t v) { sampling.set_seed(v); });
  } else if (IsField(key, "candidateCount")) {
    status = number().Count(0, kMax32, [&](std::int64_t v) { sampling.set_choices(static_cast<std::int32_t>(v)); });
  } else if (IsField(key, "logprobs")) {
    status =
        number().Count(0, kMax32, [&](std::int64_t v) { sampling.set_top_logprobs(static_cast<std::int32_t>(v)); });
  } else if (IsField(key, "maxOutputTokens")) {
    status = number().Count(0, kMax32, [&](std::int64_t v) { into.set_max_output_tokens(v); });
  } else if (IsField(key, "responseLogprobs") && value.Bool()) {
    sampling.set_logprobs(*value.Bool());
  } else if (IsField(key, "stopSequences")) {
    status = TakeStops(value, into, keeper);
  } else if (IsField(key, "thinkingConfig")) {
    status = TakeThinking(value, into, keeper);
  } else {
    return false;
  }
  if (!status.ok()) return status;
  return true;
}

void WriteSampling(const Sampling& from, FieldWriter& object, json::Writer& writer) {
  if (from.has_temperature() && object.Wants("temperature")) writer.Number(from.temperature());
  if (from.has_top_p() && object.Wants("topP")) writer.Number(from.top_p());
  if (from.has_top_k() && object.Wants("topK")) writer.Int(from.top_k());
  if (from.has_seed() && object.Wants("seed")) writer.Int(from.seed());
  if (from.has_presence_penalty() && object.Wants("presencePenalty")) writer.Number(from.presence_penalty());
  if (from.has_frequency_penalty() && object.Wants("frequencyPenalty")) writer.Number(from.frequency_penalty());
  if (from.has_choices() && object.Wants("candidateCount")) writer.Int(from.choices());
  if (from.has_logprobs() && object.Wants("responseLogprobs")) writer.Bool(from.logprobs());
  if (from.has_top_logprobs() && object.Wants("logprobs")) writer.Int(from.top_logprobs());
}

void WriteStops(const Conversation& from, FieldWriter& object, json::Writer& writer, Losses& losses) {
  if (from.stop_size() == 0 || !object.Wants("stopSequences")) return;
  const bool own = from.dialect() == llm::v1::GEMINI;
  if (!own && from.stop_size() > kMaxStops) losses.Add(NameOf(from.dialect(), Setting::kStop));
  const int count = own ? from.stop_size() : std::min(from.stop_size(), kMaxStops);
  writer.BeginArray();
  for (int index = 0; index < count; ++index) writer.String(from.stop(index));
  writer.EndArray();
}

bool SaysAnything(const Conversation& from, const KeptFields& kept) {
  return from.sampling().ByteSizeLong() > 0 || from.stop_size() > 0 || from.has_max_output_tokens() ||
         from.has_response_format() || from.has_reasoning() || kept.HasIn(kPath);
}

}  // namespace

absl::Status DecodeGenerationConfig(json::Value config, Conversation& into, FieldKeeper& keeper) {
  RETURN_IF_ERROR(CheckObject(config, kPath));
  if (config.Empty()) keeper.Keep(kPath, config);
  const bool format_taken = DecodeResponseFormat(config, into, keeper);
  for (const auto [key, value] : config.members()) {
    if (format_taken && IsResponseFormatField(key)) continue;
    if (value.IsNull()) {
      keeper.KeepIn(kPath, key, value);
      continue;
    }
    ASSIGN_OR_RETURN(const bool taken, Take(key, value, into, keeper));
    if (!taken) keeper.KeepIn(kPath, key, value);
  }
  if (into.sampling().ByteSizeLong() == 0) into.clear_sampling();
  return absl::OkStatus();
}

void WriteGenerationConfig(const Conversation& conversation, std::string_view model, const KeptFields& kept,
                           FieldWriter& body, json::Writer& writer, Losses& losses) {
  if (!SaysAnything(conversation, kept) || !body.Wants(kPath)) return;
  FieldWriter object(writer, kept, kPath);
  WriteSampling(conversation.sampling(), object, writer);
  if (conversation.has_max_output_tokens() && object.Wants("maxOutputTokens")) {
    writer.Int(conversation.max_output_tokens());
  }
  WriteStops(conversation, object, writer, losses);
  if (conversation.has_response_format()) WriteResponseFormat(conversation, kept, object, writer);
  if (conversation.has_reasoning() || kept.HasIn(kPath)) {
    WriteThinkingConfig(conversation, model, kept, object, writer, losses);
  }
  object.Finish();
}

}  // namespace signalbox::dialect::gemini
