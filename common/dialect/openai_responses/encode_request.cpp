#include <string>
#include <string_view>

#include "common/dialect/caller_names.h"
#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_responses/conversation.h"
#include "common/dialect/openai_responses/input_writer.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/request_fields.h"
#include "common/dialect/openai_responses/settings.h"
#include "common/dialect/openai_responses/tools.h"
#include "common/dialect/thinking_effort.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Conversation;
using llm::v1::Message;

// A system message that can be a string, and is the only one that leads.
bool IsInstructions(const Message& message) {
  return message.role() == llm::v1::SYSTEM && message.content_size() == 1 && message.content(0).has_text();
}

bool Leads(const Message& message) {
  return message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
}

// The caller's tier in OpenAI's words; empty when these have none for it.
std::string_view TierOf(const Conversation& from) {
  const std::string_view tier = from.service_tier();
  if (IsOwn(from.dialect()) || from.dialect() == llm::v1::OPENAI_CHAT || tier == "auto") return tier;
  if (tier == "standard_only" || tier == "standard") return "default";
  const bool shared = from.dialect() == llm::v1::GEMINI && (tier == "flex" || tier == "priority");
  return shared ? tier : std::string_view();
}

/// Writes one request.
class RequestEncoder {
 public:
  RequestEncoder(const Conversation& from, const EncodeOptions& options, Losses& losses)
      : from_(from), options_(options), losses_(losses), own_(IsOwn(from.dialect())), fields_(from, own_) {}

  std::string Encode() {
    writer_.Expect(options_.expected_bytes);
    if (!own_) ReportLosses();
    ObjectWriter object(writer_, fields_.top_level());
    if (object.Wants("model")) writer_.String(options_.model.empty() ? from_.model() : options_.model);
    WriteInstructions(object);
    WriteInput(object);
    if (from_.tools_size() > 0 && object.Wants("tools")) WriteTools(from_, writer_, losses_);
    if (from_.has_tool_choice() && object.Wants("tool_choice")) WriteToolChoice(from_.tool_choice(), writer_);
    if (from_.has_parallel_tool_calls() && object.Wants("parallel_tool_calls")) {
      writer_.Bool(from_.parallel_tool_calls());
    }
    fields_.WriteText(object, writer_);
    fields_.WriteReasoning(object, writer_);
    WriteSampling(object);
    WriteLabels(object);
    WriteStream(object);
    if (!own_ && object.Wants("store")) writer_.Bool(false);
    object.Finish();
    return writer_.Take();
  }

 private:
  void WriteInstructions(ObjectWriter& object) {
    if (from_.messages_size() == 0 || object.HasExtra("instructions")) return;
    const Message& first = from_.messages(0);
    if (IsOwn(DialectOf(first, from_))) {
      if (first.form_json() != kInstructionsForm) return;
    } else if (!IsInstructions(first) || (from_.messages_size() > 1 && Leads(from_.messages(1)))) {
      return;
    }
    if (!IsInstructions(first) || !object.Wants("instructions")) return;
    writer_.String(first.content(0).text().text());
    ReportInstructions(first);
    first_item_ = 1;
  }

  void ReportInstructions(const Message& first) {
    if (own_) return;
    const MessagePlace place = MessagePlaces(from_.dialect()).Next(first);
    losses_.AddExtra(place.Path("."), first.extra_json());
    if (!first.name().empty()) losses_.Add(place.Path(".name"));
    if (first.content(0).has_cache()) losses_.Add(place.Block(0).Path(kCachePath));
  }

  void WriteInput(ObjectWriter& object) {
    const bool none = first_item_ == from_.messages_size();
    if (none && own_ && fields_.HasInputStandIn()) return;
    if (!object.Wants("input")) return;
    if (first_item_ + 1 == from_.messages_size()) {
      const Message& only = from_.messages(first_item_);
      if (only.form_json() == kShorthandForm && IsOwn(DialectOf(only, from_)) && only.content(0).has_text()) {
        writer_.String(only.content(0).text().text());
        return;
      }
    }
    InputWriter items(from_, writer_, losses_);
    for (int index = 0; index < first_item_; ++index) items.Skip(index);
    writer_.BeginArray();
    for (int index = first_item_; index < from_.messages_size(); ++index) items.Write(index);
    writer_.EndArray();
  }

  void WriteSampling(ObjectWriter& object) {
    const llm::v1::Sampling& sampling = from_.sampling();
    if (sampling.has_temperature() && object.Wants("temperature")) writer_.Number(sampling.temperature());
    if (sampling.has_top_p() && object.Wants("top_p")) writer_.Number(sampling.top_p());
    if (sampling.has_top_logprobs() && object.Wants("top_logprobs")) writer_.Int(sampling.top_logprobs());
    if (!own_ && sampling.logprobs() && object.Wants("include")) {
      writer_.BeginArray().String("message.output_text.logprobs").EndArray();
    }
    if (from_.has_max_output_tokens() && object.Wants("max_output_tokens")) writer_.Int(from_.max_output_tokens());
  }

  // Whether it is a stream is the router's affair; a caller that wants none may have said so.
  void WriteStream(ObjectWriter& object) {
    if (!options_.stream && fields_.no_stream().empty()) return;
    if (!object.Wants("stream")) return;
    options_.stream ? writer_.Bool(true) : writer_.Raw(fields_.no_stream());
  }

  void WriteLabels(ObjectWriter& object) {
    const bool named = object.HasExtra("safety_identifier") && !object.HasExtra("user") && fields_.names_user();
    if (!from_.user().empty() && !named && object.Wants("user")) writer_.String(from_.user());
    const std::string_view tier = TierOf(from_);
    if (!tier.empty() && object.Wants("service_tier")) writer_.String(tier);
    if (tier.empty() && !from_.service_tier().empty()) {
      losses_.Add(NameOf(from_.dialect(), Setting::kServiceTier));
    }
    if (from_.metadata().empty() || !object.Wants("metadata")) return;
    writer_.BeginObject();
    for (const auto& [key, value] : from_.metadata()) writer_.Key(key).String(value);
    writer_.EndObject();
  }

  void ReportLosses() {
    const llm::v1::Sampling& sampling = from_.sampling();
    const auto lose = [&](bool said, Setting what) {
      if (said) losses_.Add(NameOf(from_.dialect(), what));
    };
    lose(from_.stop_size() > 0, Setting::kStop);
    lose(sampling.has_seed(), Setting::kSeed);
    lose(sampling.has_presence_penalty(), Setting::kPresencePenalty);
    lose(sampling.has_frequency_penalty(), Setting::kFrequencyPenalty);
    lose(sampling.choices() > 1, Setting::kChoices);
    lose(sampling.has_top_k(), Setting::kTopK);
    const llm::v1::Reasoning& reasoning = from_.reasoning();
    lose(reasoning.has_budget_tokens() && reasoning.effort().empty() && !EffortOf(reasoning.budget_tokens()).exact,
         Setting::kThinkingBudget);
    losses_.AddExtra("", from_.extra_json());
  }

  const Conversation& from_;
  const EncodeOptions& options_;
  Losses& losses_;
  const bool own_;
  RequestFields fields_;
  json::Writer writer_;
  int first_item_ = 0;
};

}  // namespace

absl::StatusOr<std::string> EncodeRequest(const Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses) {
  return RequestEncoder(conversation, options, losses).Encode();
}

}  // namespace signalbox::dialect::openai_responses
