#include "common/dialect/openai_chat/translated_request.h"

#include <algorithm>
#include <string_view>

#include "common/dialect/caller_names.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/members.h"
#include "common/dialect/openai_chat/tools.h"
#include "common/dialect/openai_chat/translated_turns.h"
#include "common/dialect/thinking_effort.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

using llm::v1::Conversation;

constexpr int kMaxStops = 4;

class Translation {
 public:
  Translation(const Conversation& from, const EncodeOptions& options, Losses& losses)
      : from_(from), options_(options), losses_(losses) {
    writer_.Expect(options.expected_bytes);
  }

  absl::StatusOr<std::string> Write() {
    writer_.BeginObject().Key("model").String(options_.model.empty() ? from_.model() : options_.model);
    RETURN_IF_ERROR(WriteMessages());
    WriteTools();
    WriteFormat();
    WriteSampling(from_.sampling());
    WriteEffort(from_.reasoning());
    WriteBounds();
    WriteLabels();
    if (options_.stream) {
      writer_.Key("stream").Bool(true);
      writer_.Key("stream_options").BeginObject().Key("include_usage").Bool(true).EndObject();
    }
    losses_.AddExtra("", from_.extra_json());
    return writer_.EndObject().Take();
  }

 private:
  void Lose(Setting setting) { losses_.Add(NameOf(from_.dialect(), setting)); }

  absl::Status WriteMessages() {
    TranslatedTurns turns(from_.dialect(), losses_);
    for (const llm::v1::Message& message : from_.messages()) turns.Add(message);
    writer_.Key("messages").BeginArray();
    const std::size_t before = writer_.text().size();
    turns.Write(writer_);
    if (writer_.text().size() == before)
      return BadField(NameOf(from_.dialect(), Setting::kMessages), "there is nothing to answer");
    writer_.EndArray();
    return absl::OkStatus();
  }

  void WriteTools() {
    bool any = false;
    for (int i = 0; i < from_.tools_size(); ++i) {
      const llm::v1::Tool& tool = from_.tools(i);
      if (!NoteToolLosses(tool, i)) continue;
      if (!any) writer_.Key("tools").BeginArray();
      any = true;
      WriteBareTool(tool, writer_);
    }
    if (any) writer_.EndArray();
    WriteToolRules(any);
  }

  // False for a tool that is lost altogether.
  bool NoteToolLosses(const llm::v1::Tool& tool, int index) {
    if (!tool.has_cache() && tool.extra_json().empty()) return !tool.name().empty();
    const std::string path = ToolPath(index);
    if (tool.name().empty()) {
      losses_.Add(path);
      return false;
    }
    if (tool.has_cache()) losses_.Add(path + std::string(kCachePath));
    losses_.AddExtra(path + ".", tool.extra_json());
    return true;
  }

  // Providers refuse rules about tools when there are none.
  void WriteToolRules(bool any_tools) {
    if (from_.has_tool_choice() && from_.tool_choice().mode() != llm::v1::ToolChoice::MODE_UNSPECIFIED) {
      const bool possible = any_tools && CanBeChosen(from_.tool_choice());
      if (possible) {
        writer_.Key("tool_choice");
        WriteToolChoice(from_.tool_choice(), writer_);
      } else if (from_.tool_choice().mode() == llm::v1::ToolChoice::REQUIRED ||
                 from_.tool_choice().mode() == llm::v1::ToolChoice::NAMED) {
        Lose(Setting::kToolChoice);
      }
    }
    if (from_.has_parallel_tool_calls() && any_tools) {
      writer_.Key("parallel_tool_calls").Bool(from_.parallel_tool_calls());
    }
  }

  bool CanBeChosen(const llm::v1::ToolChoice& choice) const {
    if (choice.mode() != llm::v1::ToolChoice::NAMED) return true;
    return std::any_of(from_.tools().begin(), from_.tools().end(),
                       [&](const llm::v1::Tool& tool) { return tool.name() == choice.name(); });
  }

  void WriteFormat() {
    if (!from_.has_response_format()) return;
    writer_.Key("response_format");
    if (from_.response_format().kind() != llm::v1::ResponseFormat::JSON_SCHEMA) {
      WriteResponseFormat(from_.response_format(), writer_);
      return;
    }
    writer_.BeginObject().Key("type").String("json_schema").Key("json_schema");
    WriteSchema(from_.response_format().json_schema_json());
    writer_.EndObject();
  }

  // Other dialects name the bare schema only, or keep the type among the schema's fields.
  void WriteSchema(std::string_view raw) {
    json::Document document;
    const bool readable = document.Read(raw).ok() && document.root().IsObject();
    const bool wrapped = readable && ObjectMember(document.root(), "schema");
    writer_.BeginObject();
    if (!wrapped || !StringMember(document.root(), "name")) writer_.Key("name").String("response");
    if (wrapped) {
      for (const auto [key, value] : document.root().members()) {
        if (!key.Is("type")) writer_.Key(key.Text()).Raw(value.raw());
      }
    } else if (readable) {
      writer_.Key("schema").Raw(raw);
    }
    writer_.EndObject();
  }

  void WriteSampling(const llm::v1::Sampling& sampling) {
    if (sampling.has_temperature()) writer_.Key("temperature").Number(sampling.temperature());
    if (sampling.has_top_p()) writer_.Key("top_p").Number(sampling.top_p());
    if (sampling.has_seed()) writer_.Key("seed").Int(sampling.seed());
    if (sampling.has_presence_penalty()) writer_.Key("presence_penalty").Number(sampling.presence_penalty());
    if (sampling.has_frequency_penalty()) writer_.Key("frequency_penalty").Number(sampling.frequency_penalty());
    if (sampling.has_choices()) writer_.Key("n").Int(sampling.choices());
    if (sampling.has_logprobs()) writer_.Key("logprobs").Bool(sampling.logprobs());
    if (sampling.has_top_logprobs()) writer_.Key("top_logprobs").Int(sampling.top_logprobs());
    if (sampling.has_top_k()) Lose(Setting::kTopK);
  }

  void WriteEffort(const llm::v1::Reasoning& reasoning) {
    if (reasoning.include()) Lose(Setting::kShowThinking);
    if (!reasoning.effort().empty()) {
      writer_.Key("reasoning_effort").String(reasoning.effort());
      return;
    }
    if (!reasoning.has_budget_tokens()) return;
    const EffortWord effort = EffortOf(reasoning.budget_tokens());
    if (!effort.word.empty()) writer_.Key("reasoning_effort").String(effort.word);
    if (!effort.exact) Lose(Setting::kThinkingBudget);
  }

  void WriteBounds() {
    if (from_.has_max_output_tokens()) writer_.Key("max_completion_tokens").Int(from_.max_output_tokens());
    if (from_.stop_size() == 0) return;
    if (from_.stop_size() > kMaxStops) Lose(Setting::kStop);
    writer_.Key("stop").BeginArray();
    for (int i = 0; i < std::min(from_.stop_size(), kMaxStops); ++i) writer_.String(from_.stop(i));
    writer_.EndArray();
  }

  // Labels are kept only with a stored answer, which nobody asked for here.
  void WriteLabels() {
    if (!from_.user().empty()) writer_.Key("user").String(from_.user());
    if (!from_.metadata().empty()) Lose(Setting::kMetadata);
    if (from_.service_tier().empty()) return;
    if (from_.dialect() == llm::v1::OPENAI_RESPONSES || from_.service_tier() == "auto") {
      writer_.Key("service_tier").String(from_.service_tier());
    } else if (from_.dialect() == llm::v1::ANTHROPIC_MESSAGES && from_.service_tier() == "standard_only") {
      writer_.Key("service_tier").String("default");
    } else {
      Lose(Setting::kServiceTier);
    }
  }

  const Conversation& from_;
  const EncodeOptions& options_;
  Losses& losses_;
  json::Writer writer_;
};

}  // namespace

absl::StatusOr<std::string> TranslateRequest(const Conversation& conversation, const EncodeOptions& options,
                                             Losses& losses) {
  return Translation(conversation, options, losses).Write();
}

}  // namespace signalbox::dialect::openai_chat
