#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/dialect/anthropic_messages/block_writer.h"
#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/generation_plan.h"
#include "common/dialect/anthropic_messages/kept_fields.h"
#include "common/dialect/anthropic_messages/request.h"
#include "common/dialect/anthropic_messages/request_names.h"
#include "common/dialect/anthropic_messages/settings.h"
#include "common/dialect/anthropic_messages/tools.h"
#include "common/dialect/anthropic_messages/turns.h"
#include "common/dialect/field_error.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Conversation;
using llm::v1::Message;
using llm::v1::ResponseFormat;

constexpr std::string_view kAnswerInJson = "Answer with one JSON object and nothing else.";

// Whether every turn can go as it was written.
bool IsWhollyOwn(const Conversation& conversation) {
  const auto own = [](const Message& message) {
    const bool same =
        message.dialect() == llm::v1::DIALECT_UNSPECIFIED || message.dialect() == llm::v1::ANTHROPIC_MESSAGES;
    return same && !message.partial();
  };
  return conversation.dialect() == llm::v1::ANTHROPIC_MESSAGES &&
         std::all_of(conversation.messages().begin(), conversation.messages().end(), own);
}

// While a model waits for its tools, it may go on thinking only if its thoughts so far come along.
bool MayThink(const std::vector<Turn>& turns) {
  const bool answers_tools =
      turns.size() > 1 && !turns.back().parts.empty() && turns.back().parts.front().block->has_tool_result();
  if (!answers_tools) return true;
  const std::vector<Part>& calls = turns[turns.size() - 2].parts;
  return !calls.empty() && calls.front().block->has_thinking();
}

// A spelled-out `stream` does not outlive the wish to stream.
std::string Kept(const Conversation& from, const EncodeOptions& options) {
  const bool own = from.dialect() == llm::v1::ANTHROPIC_MESSAGES;
  json::Document form;
  if (!own || !options.stream || from.form_json().empty() || !form.Read(from.form_json()).ok()) {
    return KeptOf(from, own);
  }
  ExtraFields others;
  for (const auto [key, value] : form.root().members()) {
    if (!key.Is("stream")) others.Keep(key, value);
  }
  return BothOf(others.Take(), from.extra_json());
}

class RequestEncoder {
 public:
  RequestEncoder(const Conversation& from, const EncodeOptions& options, Losses& losses)
      : from_(from),
        options_(options),
        losses_(losses),
        names_(from.dialect(), PlacesOf(from)),
        own_(names_.IsOwn()),
        as_written_(IsWhollyOwn(from)),
        kept_(Kept(from, options)),
        object_(writer_, kept_),
        blocks_(names_, writer_, losses) {}

  absl::StatusOr<std::string> Encode() {
    writer_.Expect(options_.expected_bytes);
    ShapeTurns();
    if (turns_.turns.empty()) return BadField(names_.Of(Setting::kMessages), "there is nothing to answer");
    const GenerationPlan plan = own_ ? PlanAsWritten(from_, options_)
                                     : PlanWithinRules(from_, options_, names_, MayThink(turns_.turns), losses_);

    if (object_.Wants("model")) writer_.String(options_.model);
    if (plan.max_tokens && object_.Wants("max_tokens")) writer_.Int(*plan.max_tokens);
    WriteSystem();
    WriteMessages();
    WriteTools(from_, names_, object_, writer_, losses_);
    WriteThinking(plan);
    WriteOutputConfig(plan);
    WriteSampling(plan);
    WriteStop();
    WriteLabels();
    if (options_.stream && object_.Wants("stream")) writer_.Bool(true);
    LoseTheRest();
    object_.Finish();
    return writer_.Take();
  }

 private:
  void ShapeTurns() {
    std::vector<const Message*> messages;
    for (const Message& message : from_.messages()) messages.push_back(&message);
    if (!as_written_) LoseMovedInstructions();
    turns_ = as_written_ ? TurnsAsWritten(messages) : Reshape(messages, {.dialect = from_.dialect()}, blocks_);
    if (turns_.turns.empty() && !turns_.instructions.empty()) {
      // Some dialects take instructions alone; here somebody must speak.
      turns_.turns.push_back({"user", std::exchange(turns_.instructions, {}), nullptr});
    }
  }

  // What was said in the middle is said at the head.
  void LoseMovedInstructions() {
    bool leading = true;
    for (int i = 0; i < from_.messages_size(); ++i) {
      const Message& message = from_.messages(i);
      const bool instruction = message.role() == llm::v1::SYSTEM || message.role() == llm::v1::DEVELOPER;
      leading = leading && instruction;
      if (instruction && !leading && message.content_size() > 0) losses_.Add(names_.Message(i));
    }
  }

  void WriteSystem() {
    std::vector<Part>& parts = turns_.instructions;
    if (!as_written_ && from_.response_format().kind() == ResponseFormat::JSON_OBJECT) {
      llm::v1::ContentBlock& block = turns_.made.emplace_back();
      block.mutable_text()->set_text(std::string(kAnswerInJson));
      parts.push_back({.block = &block});
    }
    if (parts.empty() || !object_.Wants("system")) return;
    if (own_) return blocks_.WriteContent(parts);
    const bool marked =
        std::any_of(parts.begin(), parts.end(), [](const Part& part) { return part.block->has_cache(); });
    if (marked) return blocks_.WriteContent(parts);
    std::string joined;
    for (const Part& part : parts) {
      if (!joined.empty()) joined += "\n\n";
      joined += part.block->text().text();
      blocks_.LoseForeign(part);
    }
    writer_.String(joined);
  }

  void WriteMessages() {
    if (!object_.Wants("messages")) return;
    writer_.BeginArray();
    for (const Turn& turn : turns_.turns) WriteTurn(turn);
    writer_.EndArray();
  }

  void WriteTurn(const Turn& turn) {
    const bool own = turn.only != nullptr && !turn.parts.empty() ? turn.parts.front().own : as_written_;
    const std::string kept = turn.only != nullptr ? KeptOf(*turn.only, own) : std::string();
    ObjectWriter message(writer_, kept);
    if (message.Wants("role")) writer_.String(turn.role);
    if (message.Wants("content")) blocks_.WriteContent(turn.parts);
    message.Finish();
  }

  void WriteThinking(const GenerationPlan& plan) {
    if (!plan.thinking_budget || !object_.Wants("thinking")) return;
    const std::int64_t budget = *plan.thinking_budget;
    writer_.BeginObject().Key("type").String(budget == 0 ? "disabled" : budget < 0 ? "adaptive" : "enabled");
    if (budget > 0) writer_.Key("budget_tokens").Int(budget);
    if (plan.show_thinking && budget != 0) {
      writer_.Key("display").String(*plan.show_thinking ? "summarized" : "omitted");
    }
    writer_.EndObject();
  }

  void WriteOutputConfig(const GenerationPlan& plan) {
    const ResponseFormat& format = from_.response_format();
    const std::string schema =
        format.kind() == ResponseFormat::JSON_SCHEMA ? SchemaOf(format.json_schema_json()) : std::string();
    const bool unsaid = format.kind() == ResponseFormat::JSON_OBJECT ||
                        (format.kind() == ResponseFormat::JSON_SCHEMA && schema.empty());
    if (unsaid) losses_.Add(names_.Of(Setting::kResponseFormat));
    if ((schema.empty() && plan.effort.empty()) || !object_.Wants("output_config")) return;
    writer_.BeginObject();
    if (!plan.effort.empty()) writer_.Key("effort").String(plan.effort);
    if (!schema.empty()) {
      writer_.Key("format").BeginObject().Key("type").String("json_schema").Key("schema").Raw(schema).EndObject();
    }
    writer_.EndObject();
  }

  void WriteSampling(const GenerationPlan& plan) {
    if (plan.temperature && object_.Wants("temperature")) writer_.Number(*plan.temperature);
    if (plan.top_p && object_.Wants("top_p")) writer_.Number(*plan.top_p);
    if (plan.top_k && object_.Wants("top_k")) writer_.Int(*plan.top_k);
    const llm::v1::Sampling& sampling = from_.sampling();
    LoseIf(sampling.has_seed(), Setting::kSeed);
    LoseIf(sampling.presence_penalty() != 0, Setting::kPresencePenalty);
    LoseIf(sampling.frequency_penalty() != 0, Setting::kFrequencyPenalty);
    LoseIf(sampling.choices() > 1, Setting::kChoices);
    LoseIf(sampling.logprobs(), Setting::kLogprobs);
    LoseIf(sampling.top_logprobs() > 0, Setting::kTopLogprobs);
  }

  // The API takes no stop sequence of white space alone.
  void WriteStop() {
    std::vector<std::string_view> stops;
    for (const std::string& stop : from_.stop()) {
      if (own_ || !IsBlank(stop)) stops.push_back(stop);
    }
    LoseIf(static_cast<int>(stops.size()) < from_.stop_size(), Setting::kStop);
    if (stops.empty() || !object_.Wants("stop_sequences")) return;
    writer_.BeginArray();
    for (const std::string_view stop : stops) writer_.String(stop);
    writer_.EndArray();
  }

  void WriteLabels() {
    if (!from_.user().empty() && object_.Wants("metadata")) {
      writer_.BeginObject().Key("user_id").String(from_.user()).EndObject();
    }
    LoseIf(!from_.metadata().empty(), Setting::kMetadata);
    const std::string_view tier = ServiceTier();
    if (!tier.empty() && object_.Wants("service_tier")) writer_.String(tier);
    LoseIf(tier.empty() && !from_.service_tier().empty(), Setting::kServiceTier);
  }

  std::string_view ServiceTier() const {
    const std::string& tier = from_.service_tier();
    if (own_ || tier == "auto") return tier;
    return tier == "default" || tier == "standard_only" ? std::string_view("standard_only") : std::string_view();
  }

  void LoseIf(bool lost, Setting setting) {
    if (lost) losses_.Add(names_.Of(setting));
  }

  // What stood in fields only the caller's dialect knows.
  void LoseTheRest() {
    if (!own_) losses_.AddExtra("", from_.extra_json());
    for (int i = 0; i < from_.messages_size(); ++i) {
      const Message& message = from_.messages(i);
      const bool own =
          message.dialect() == llm::v1::DIALECT_UNSPECIFIED ? own_ : message.dialect() == llm::v1::ANTHROPIC_MESSAGES;
      if (own) continue;
      if (message.role() == llm::v1::ROLE_UNSPECIFIED && message.content().empty()) {
        losses_.Add(names_.Message(i));
        continue;
      }
      if (!message.name().empty()) losses_.Add(names_.Message(i) + ".name");
      losses_.AddExtra(names_.Message(i) + ".", message.extra_json());
    }
  }

  const Conversation& from_;
  const EncodeOptions& options_;
  Losses& losses_;
  const RequestNames names_;
  const bool own_;
  const bool as_written_;
  const std::string kept_;
  json::Writer writer_;
  ObjectWriter object_;
  BlockWriter blocks_;
  Turns turns_;
};

}  // namespace

absl::StatusOr<std::string> EncodeRequest(const Conversation& conversation, const EncodeOptions& options,
                                          Losses& losses) {
  return RequestEncoder(conversation, options, losses).Encode();
}

}  // namespace signalbox::dialect::anthropic_messages
