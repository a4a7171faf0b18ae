#include "tests/support/fake_provider/anthropic/request.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/anthropic/conversation.h"
#include "tests/support/fake_provider/anthropic/tools.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::anthropic {
namespace {

constexpr auto kKnown = {
    "max_tokens",   "messages",      "model",          "cache_control", "container",     "context_management",
    "diagnostics",  "inference_geo", "mcp_servers",    "metadata",      "output_config", "output_format",
    "service_tier", "speed",         "stop_sequences", "stream",        "system",        "temperature",
    "thinking",     "tool_choice",   "tools",          "top_k",         "top_p",         "user_profile_id",
    "workspace_id"};

bool Counts(Endpoint endpoint) {
  return endpoint == Endpoint::kCountTokens || endpoint == Endpoint::kVertexCountTokens;
}

absl::Status CheckNames(json::Value root, Endpoint endpoint) {
  for (const auto& [key, value] : root.members()) {
    const bool known = std::any_of(kKnown.begin(), kKnown.end(), [&key = key](const char* n) { return key.Is(n); });
    const bool of_vertex = (endpoint == Endpoint::kVertex || endpoint == Endpoint::kVertexCountTokens) &&
                           (key.Is("anthropic_version") || key.Is("anthropic_beta"));
    const bool generating = key.Is("max_tokens") || key.Is("stream") || key.Is("temperature") || key.Is("top_p") ||
                            key.Is("top_k") || key.Is("stop_sequences") || key.Is("metadata");
    if ((known && !(generating && Counts(endpoint))) || of_vertex) continue;
    return Invalid(key.Text() + ": Extra inputs are not permitted");
  }
  return absl::OkStatus();
}

absl::Status CheckModel(json::Value root, Endpoint endpoint) {
  if (endpoint == Endpoint::kVertex) {
    if (root.Find("model")) return Invalid("model: Extra inputs are not permitted");
    if (TextAt(root, "anthropic_version").empty()) return Invalid("anthropic_version: Field required");
    return absl::OkStatus();
  }
  return TextAt(root, "model").empty() ? Invalid("model: Field required") : absl::OkStatus();
}

absl::Status CheckMaxTokens(json::Value root) {
  const auto max = root.Find("max_tokens");
  if (!max) return Invalid("max_tokens: Field required");
  if (!max->Int()) return Invalid("max_tokens: Input should be a valid integer");
  if (*max->Int() < 1) return Invalid("max_tokens: Input should be greater than or equal to 1");
  return absl::OkStatus();
}

absl::Status CheckRange(json::Value root, std::string_view name) {
  const auto member = root.Find(name);
  if (!member || member->IsNull()) return absl::OkStatus();
  const auto number = member->Number();
  if (!number) return Invalid(fmt::format("{}: Input should be a valid number", name));
  if (*number < 0) return Invalid(fmt::format("{}: Input should be greater than or equal to 0", name));
  if (*number > 1) return Invalid(fmt::format("{}: Input should be less than or equal to 1", name));
  return absl::OkStatus();
}

absl::Status CheckThinking(json::Value root) {
  const auto thinking = ObjectAt(root, "thinking");
  if (!thinking) return absl::OkStatus();
  const std::string type = TextAt(*thinking, "type");
  if (type == "disabled" || type == "adaptive") return absl::OkStatus();
  if (type != "enabled") {
    return Invalid(
        fmt::format("thinking: Input tag '{}' found using 'type' does not match any of the expected tags: "
                    "'adaptive', 'disabled', 'enabled'",
                    type));
  }
  const auto budget = thinking->Find("budget_tokens");
  if (!budget) return Invalid("thinking.enabled.budget_tokens: Field required");
  if (budget->Int().value_or(0) < 1024) {
    return Invalid("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
  }
  const auto max = root.Find("max_tokens");
  if (max && max->Int() && *max->Int() <= *budget->Int()) {
    return Invalid(
        "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at "
        "https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size");
  }
  const auto temperature = root.Find("temperature");
  if (temperature && temperature->Number().value_or(1) != 1) {
    return Invalid(
        "`temperature` may only be set to 1 when thinking is enabled. Please consult our documentation at "
        "https://docs.claude.com/en/docs/build-with-claude/extended-thinking#important-considerations-when-"
        "using-extended-thinking");
  }
  if (root.Find("top_k")) return Invalid("`top_k` must be unset when thinking is enabled.");
  const auto choice = ObjectAt(root, "tool_choice");
  const std::string forced = choice ? TextAt(*choice, "type") : "";
  if (forced == "any" || forced == "tool") {
    return Invalid("Thinking may not be enabled when tool_choice forces tool use.");
  }
  return absl::OkStatus();
}

absl::Status CheckStopSequences(json::Value root) {
  const auto stop = root.Find("stop_sequences");
  if (!stop || stop->IsNull()) return absl::OkStatus();
  if (!stop->IsArray()) return Invalid("stop_sequences: Input should be a valid list");
  int index = 0;
  for (const json::Value sequence : stop->elements()) {
    if (!sequence.IsString()) return Invalid(fmt::format("stop_sequences.{}: Input should be a valid string", index));
    if (sequence.Text().find_first_not_of(" \t\r\n") == std::string::npos) {
      return Invalid("stop_sequences: each stop sequence must contain non-whitespace");
    }
    ++index;
  }
  return absl::OkStatus();
}

absl::Status CheckMetadata(json::Value root) {
  const auto metadata = ObjectAt(root, "metadata");
  const auto unknown = metadata ? UnknownName(*metadata, {"user_id"}) : std::nullopt;
  return unknown ? Invalid("metadata." + *unknown + ": Extra inputs are not permitted") : absl::OkStatus();
}

absl::Status CheckSampling(json::Value root) {
  RETURN_IF_ERROR(CheckRange(root, "temperature"));
  RETURN_IF_ERROR(CheckRange(root, "top_p"));
  const auto stream = root.Find("stream");
  if (stream && stream->type() != json::Type::kBool && !stream->IsNull()) {
    return Invalid("stream: Input should be a valid boolean");
  }
  RETURN_IF_ERROR(CheckThinking(root));
  RETURN_IF_ERROR(CheckStopSequences(root));
  return CheckMetadata(root);
}

}  // namespace

Call ReadMessagesCall(json::Value root) {
  Call call;
  call.model = TextAt(root, "model");
  call.stream = FlagAt(root, "stream");
  if (const auto stop = ArrayAt(root, "stop_sequences")) call.stop = TextsOf(*stop);
  if (const auto tools = ArrayAt(root, "tools")) {
    for (const json::Value tool : tools->elements()) {
      if (MemberAt(tool, "input_schema")) call.tools.push_back(TextAt(tool, "name"));
    }
  }
  return call;
}

absl::Status CheckMessagesRequest(json::Value root, Endpoint endpoint) {
  RETURN_IF_ERROR(CheckNames(root, endpoint));
  RETURN_IF_ERROR(CheckModel(root, endpoint));
  if (!Counts(endpoint)) RETURN_IF_ERROR(CheckMaxTokens(root));
  RETURN_IF_ERROR(CheckSampling(root));
  RETURN_IF_ERROR(CheckTools(root));
  return CheckConversation(root);
}

}  // namespace signalbox::fake_provider::anthropic
