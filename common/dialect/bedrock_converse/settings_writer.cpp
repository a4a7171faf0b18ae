#include "common/dialect/bedrock_converse/settings_writer.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "common/dialect/caller_names.h"
#include "common/json/document.h"

namespace signalbox::dialect::bedrock_converse {
namespace {

using llm::v1::Conversation;
using llm::v1::ResponseFormat;

constexpr std::size_t kMaxStops = 2500;
constexpr std::size_t kMaxLabels = 16;
constexpr std::size_t kMaxLabelLength = 256;

/// Adds the caller's name of something to the losses, if it asked for it.
void Lose(bool asked, const Conversation& conversation, Setting setting, Losses& losses) {
  if (asked) losses.Add(NameOf(conversation.dialect(), setting));
}

/// What is beyond Converse's range is the nearest within it, and a loss.
double WithinOne(double value, const Conversation& conversation, Setting setting, Losses& losses) {
  const double within = std::clamp(value, 0.0, 1.0);
  Lose(within != value, conversation, setting, losses);
  return within;
}

/// The ones that Converse takes.
std::vector<std::string_view> StopsOf(const Conversation& conversation, Losses& losses) {
  std::vector<std::string_view> stops;
  for (const std::string& stop : conversation.stop()) {
    const bool taken = !stop.empty() && stops.size() < kMaxStops;
    if (taken) stops.push_back(stop);
    Lose(!taken, conversation, Setting::kStop, losses);
  }
  return stops;
}

void WriteInference(const Conversation& conversation, json::Writer& writer, Losses& losses) {
  const auto& sampling = conversation.sampling();
  const std::vector<std::string_view> stops = StopsOf(conversation, losses);
  const bool any =
      conversation.has_max_output_tokens() || sampling.has_temperature() || sampling.has_top_p() || !stops.empty();
  if (!any) return;
  writer.Key("inferenceConfig").BeginObject();
  if (conversation.has_max_output_tokens()) writer.Key("maxTokens").Int(conversation.max_output_tokens());
  if (sampling.has_temperature()) {
    writer.Key("temperature").Number(WithinOne(sampling.temperature(), conversation, Setting::kTemperature, losses));
  }
  if (sampling.has_top_p()) {
    writer.Key("topP").Number(WithinOne(sampling.top_p(), conversation, Setting::kTopP, losses));
  }
  if (!stops.empty()) {
    writer.Key("stopSequences").BeginArray();
    for (const std::string_view stop : stops) writer.String(stop);
    writer.EndArray();
  }
  writer.EndObject();
}

/// What Converse passes on to the model as it is: member to JSON.
using ModelFields = std::map<std::string, std::string>;

void AddTopK(const Conversation& conversation, Family family, ModelFields& fields, Losses& losses) {
  if (!conversation.sampling().has_top_k()) return;
  const std::string value = std::to_string(conversation.sampling().top_k());
  if (family == Family::kClaude || family == Family::kMistral) {
    fields["top_k"] = value;
  } else if (family == Family::kNova) {
    fields["inferenceConfig"] = "{\"topK\":" + value + "}";
  } else {
    Lose(true, conversation, Setting::kTopK, losses);
  }
}

bool AsksForEffort(const llm::v1::Reasoning& reasoning) {
  return !reasoning.effort().empty() && reasoning.effort() != "none";
}

void AddReasoning(const Conversation& conversation, Family family, ModelFields& fields, Losses& losses) {
  const llm::v1::Reasoning& reasoning = conversation.reasoning();
  const bool claude = family == Family::kClaude;
  const std::int64_t budget = reasoning.has_budget_tokens() ? reasoning.budget_tokens() : 0;
  if (claude && budget > 0) {
    fields["thinking"] = R"({"type":"enabled","budget_tokens":)" + std::to_string(budget) + "}";
  } else if (claude && budget == -1) {
    fields["thinking"] = R"({"type":"adaptive"})";
  }
  if (family == Family::kGptOss && AsksForEffort(reasoning)) {
    std::string quoted;
    json::AppendString(quoted, reasoning.effort());
    fields["reasoning_effort"] = quoted;
  }
  const bool effort_said = claude || family == Family::kGptOss;
  Lose(budget != 0 && !claude, conversation, Setting::kThinkingBudget, losses);
  Lose(AsksForEffort(reasoning) && !effort_said, conversation, Setting::kEffort, losses);
}

void WriteModelFields(const Conversation& conversation, Family family, json::Writer& writer, Losses& losses) {
  ModelFields fields;
  AddTopK(conversation, family, fields, losses);
  AddReasoning(conversation, family, fields, losses);
  if (!fields.empty()) {
    writer.Key("additionalModelRequestFields").BeginObject();
    for (const auto& [name, value] : fields) writer.Key(name).Raw(value);
    writer.EndObject();
  }
  // Which of the stop sequences it was, only the model's own answer says.
  if (family == Family::kClaude && conversation.stop_size() > 0) {
    writer.Key("additionalModelResponseFieldPaths").BeginArray().String("/stop_sequence").EndArray();
  }
}

/// As {"name", "description", "schema"}, or the schema itself.
void WriteSchema(std::string_view json_schema, json::Writer& writer) {
  json::Document document;
  const bool read = document.Read(json_schema).ok() && document.root().IsObject();
  const auto member = [&](std::string_view name) { return read ? document.root().Find(name) : std::nullopt; };
  const auto schema = member("schema");
  const bool wrapped = schema && schema->IsObject();
  writer.BeginObject().Key("schema").String(wrapped ? schema->raw() : json_schema);
  for (const std::string_view name : {"name", "description"}) {
    const auto value = member(name);
    if (wrapped && value && value->IsString()) writer.Key(name).Raw(value->raw());
  }
  writer.EndObject();
}

void WriteOutput(const Conversation& conversation, Family family, json::Writer& writer, Losses& losses) {
  const ResponseFormat& format = conversation.response_format();
  const bool schema = format.kind() == ResponseFormat::JSON_SCHEMA;
  const bool effort = family == Family::kClaude && AsksForEffort(conversation.reasoning());
  Lose(format.kind() == ResponseFormat::JSON_OBJECT, conversation, Setting::kResponseFormat, losses);
  if (!schema && !effort) return;
  writer.Key("outputConfig").BeginObject();
  if (schema) {
    writer.Key("textFormat").BeginObject().Key("type").String("json_schema");
    writer.Key("structure").BeginObject().Key("jsonSchema");
    WriteSchema(format.json_schema_json(), writer);
    writer.EndObject().EndObject();
  }
  // The least that Bedrock knows stands for what is less.
  const std::string& wanted = conversation.reasoning().effort();
  if (effort) writer.Key("effort").String(wanted == "minimal" ? "low" : wanted);
  writer.EndObject();
}

bool IsLabel(std::string_view text) {
  constexpr std::string_view kOthers = " :_@$#=/+,-.";
  const auto allowed = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != kOthers.npos;
  };
  return text.size() <= kMaxLabelLength && std::all_of(text.begin(), text.end(), allowed);
}

void WriteMetadata(const Conversation& conversation, json::Writer& writer, Losses& losses) {
  std::map<std::string_view, std::string_view> labels;  // In an order of their own, so that equal requests are equal.
  for (const auto& [name, value] : conversation.metadata()) {
    const bool good = !name.empty() && IsLabel(name) && IsLabel(value) && labels.size() < kMaxLabels;
    if (good) labels.emplace(name, value);
    Lose(!good, conversation, Setting::kMetadata, losses);
  }
  if (labels.empty()) return;
  writer.Key("requestMetadata").BeginObject();
  for (const auto& [name, value] : labels) writer.Key(name).String(value);
  writer.EndObject();
}

void WriteServiceTier(const Conversation& conversation, json::Writer& writer, Losses& losses) {
  const std::string& tier = conversation.service_tier();
  if (tier.empty() || tier == "auto") return;
  if (tier == "default" || tier == "flex" || tier == "priority") {
    writer.Key("serviceTier").BeginObject().Key("type").String(tier).EndObject();
  } else {
    Lose(true, conversation, Setting::kServiceTier, losses);
  }
}

void FindLosses(const Conversation& conversation, Losses& losses) {
  const auto& sampling = conversation.sampling();
  Lose(sampling.has_seed(), conversation, Setting::kSeed, losses);
  Lose(sampling.presence_penalty() != 0, conversation, Setting::kPresencePenalty, losses);
  Lose(sampling.frequency_penalty() != 0, conversation, Setting::kFrequencyPenalty, losses);
  Lose(sampling.choices() > 1, conversation, Setting::kChoices, losses);
  Lose(sampling.logprobs(), conversation, Setting::kLogprobs, losses);
  Lose(sampling.top_logprobs() > 0, conversation, Setting::kTopLogprobs, losses);
  Lose(!conversation.user().empty(), conversation, Setting::kUser, losses);
  losses.AddExtra("", conversation.extra_json());
}

}  // namespace

void WriteSettings(const Conversation& conversation, Family family, json::Writer& writer, Losses& losses) {
  WriteInference(conversation, writer, losses);
  WriteModelFields(conversation, family, writer, losses);
  WriteOutput(conversation, family, writer, losses);
  WriteMetadata(conversation, writer, losses);
  WriteServiceTier(conversation, writer, losses);
  FindLosses(conversation, losses);
}

}  // namespace signalbox::dialect::bedrock_converse
