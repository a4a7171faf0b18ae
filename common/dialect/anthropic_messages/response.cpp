#include "common/dialect/anthropic_messages/response.h"

#include <utility>
#include <vector>

#include "common/dialect/anthropic_messages/answer_names.h"
#include "common/dialect/anthropic_messages/block_decoder.h"
#include "common/dialect/anthropic_messages/block_writer.h"
#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/kept_fields.h"
#include "common/dialect/anthropic_messages/stop_reason.h"
#include "common/dialect/anthropic_messages/usage.h"
#include "common/dialect/splice.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::Choice;
using llm::v1::ContentBlock;
using llm::v1::Response;

absl::StatusOr<json::Value> ContentOf(const json::Document& document) {
  const json::Value root = document.root();
  const auto content = root.IsObject() ? root.Find("content") : std::nullopt;
  if (!content || !content->IsArray()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the answer is no message");
  }
  return *content;
}

absl::Status DecodeAnswer(json::Value content, llm::v1::Message& message) {
  message.set_role(llm::v1::ASSISTANT);
  const Path path("content");
  int index = 0;
  for (const json::Value element : content.elements()) {
    ASSIGN_OR_RETURN(*message.add_content(), DecodeBlock(element, path.Element(index++)));
  }
  return absl::OkStatus();
}

bool TakeText(json::Value value, std::string& into) {
  if (value.IsString()) value.AppendText(into);
  return value.IsString();
}

bool TakeUsage(json::Value usage, Response& into) {
  if (!usage.IsObject()) return false;
  into.set_usage_json(std::string(usage.raw()));
  if (auto read = ReadUsage(usage)) *into.mutable_usage() = *std::move(read);
  into.set_service_tier(TextOfField(usage, "service_tier"));
  return true;
}

bool TakeField(json::Value key, json::Value value, Response& into, Choice& choice) {
  if (key.Is("id")) return TakeText(value, *into.mutable_id());
  if (key.Is("model")) return TakeText(value, *into.mutable_model());
  if (key.Is("usage")) return TakeUsage(value, into);
  if (key.Is("type")) return value.Is("message");
  if (key.Is("role")) return value.Is("assistant");
  if (key.Is("stop_sequence")) return value.IsNull() || TakeText(value, *choice.mutable_stop_sequence());
  if (!key.Is("stop_reason")) return false;
  choice.set_native_reason(value.IsString() ? value.Text() : "");
  choice.set_finish_reason(FinishReasonOf(choice.native_reason()));
  return value.IsNull() || value.IsString();
}

std::string_view ServiceTier(std::string_view tier) {
  if (tier == "default" || tier == "standard") return "standard";
  return tier == "priority" || tier == "batch" ? tier : std::string_view();
}

class ResponseEncoder {
 public:
  ResponseEncoder(const Response& from, const EncodeResponseOptions& options, Losses& losses)
      : from_(from),
        options_(options),
        losses_(losses),
        own_(from.dialect() == llm::v1::ANTHROPIC_MESSAGES),
        choice_(from.choices_size() > 0 ? from.choices(0) : Choice::default_instance()),
        names_(from.dialect(), choice_.message()),
        blocks_(names_, writer_, losses) {}

  std::string Encode() {
    const std::string kept = KeptOf(from_, own_);
    ObjectWriter object(writer_, kept);
    if (object.Wants("id")) writer_.String(own_ ? from_.id() : MessageId(from_.id(), options_.id));
    if (object.Wants("type")) writer_.String("message");
    if (object.Wants("role")) writer_.String("assistant");
    if (object.Wants("model")) writer_.String(options_.public_model);
    if (object.Wants("content")) WriteContent();
    if (object.Wants("stop_reason")) WriteStopReason();
    if (object.Wants("stop_sequence")) WriteStopSequence();
    if (object.Wants("usage")) WriteUsageObject();
    if (!own_) LoseTheRest();
    object.Finish();
    return writer_.Take();
  }

 private:
  void WriteContent() {
    writer_.BeginArray();
    int index = 0;
    for (const ContentBlock& block : choice_.message().content()) {
      const bool proven = own_ || from_.dialect() == llm::v1::BEDROCK_CONVERSE;
      Part part{.block = &block, .own = own_, .message = 0, .index = index++, .proven = proven};
      ended_.called_tools = ended_.called_tools || block.has_tool_call();
      ended_.refused = ended_.refused || block.has_refusal();
      WriteBlock(part);
    }
    writer_.EndArray();
  }

  void WriteBlock(Part part) {
    llm::v1::ContentBlock named;
    const ContentBlock& block = *part.block;
    // Thinking is shown even without a proof that it is the model's.
    const bool shown = block.has_thinking() && !block.thinking().text().empty();
    if (!shown && !blocks_.Admit(part)) return;
    if (block.has_tool_call() && block.tool_call().id().empty()) {
      named = block;
      named.mutable_tool_call()->set_id("toolu_" + options_.id + std::to_string(part.index));
      part.block = &named;
    }
    if (!own_ && (block.has_text() || block.has_refusal()) && WordsOf(block).empty()) return;
    blocks_.Write(part);
  }

  void WriteStopReason() {
    ended_.reason = choice_.finish_reason();
    ended_.native_reason = choice_.native_reason();
    ended_.own = own_;
    const std::string_view reason = StopReasonOf(ended_);
    reason.empty() ? writer_.Null() : writer_.String(reason);
  }

  void WriteStopSequence() {
    choice_.stop_sequence().empty() ? writer_.Null() : writer_.String(choice_.stop_sequence());
  }

  void WriteUsageObject() {
    if (own_ && IsJsonObject(from_.usage_json())) {
      writer_.Raw(from_.usage_json());
    } else {
      WriteUsage(from_.usage(), ServiceTier(from_.service_tier()), writer_);
    }
  }

  void LoseTheRest() {
    for (int i = 1; i < from_.choices_size(); ++i) losses_.Add(names_.Choice(i));
    if (!choice_.logprobs_json().empty()) losses_.Add(names_.Choice(0) + ".logprobs");
    losses_.AddExtra(names_.Choice(0) + ".", choice_.extra_json());
    losses_.AddExtra(names_.Message() + ".", choice_.message().extra_json());
    losses_.AddExtra("", from_.extra_json());
    const std::string& tier = from_.service_tier();
    if (!tier.empty() && ServiceTier(tier).empty()) losses_.Add("service_tier");
  }

  const Response& from_;
  const EncodeResponseOptions& options_;
  Losses& losses_;
  const bool own_;
  const Choice& choice_;
  const AnswerNames names_;
  json::Writer writer_;
  BlockWriter blocks_;
  Ended ended_;
};

}  // namespace

absl::StatusOr<Response> DecodeResponse(std::string_view body) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  ASSIGN_OR_RETURN(const json::Value content, ContentOf(document));

  Response response;
  response.set_dialect(llm::v1::ANTHROPIC_MESSAGES);
  Choice& choice = *response.add_choices();
  RETURN_IF_ERROR(DecodeAnswer(content, *choice.mutable_message()));
  KeptFields kept;
  for (const auto [key, value] : document.root().members()) {
    if (!key.Is("content") && !TakeField(key, value, response, choice)) kept.Keep(key, value);
  }
  kept.MoveTo(response);
  return response;
}

std::string EncodeResponse(const Response& response, const EncodeResponseOptions& options, Losses& losses) {
  return ResponseEncoder(response, options, losses).Encode();
}

absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                bool want_answer) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  ASSIGN_OR_RETURN(const json::Value content, ContentOf(document));

  MirroredResponse mirrored;
  Splice splice(body);
  if (const auto model = document.root().Find("model")) {
    std::string quoted;
    json::AppendString(quoted, public_model);
    splice.Replace(*model, std::move(quoted));
  }
  mirrored.body = splice.Apply();
  if (const auto usage = document.root().Find("usage")) mirrored.usage = ReadUsage(*usage);
  if (want_answer) RETURN_IF_ERROR(DecodeAnswer(content, mirrored.answer));
  return mirrored;
}

std::string MessageId(std::string_view theirs, std::string_view ours) {
  constexpr std::string_view kPrefix = "msg_";
  if (theirs.starts_with(kPrefix)) return std::string(theirs);
  std::string id(kPrefix);
  id += ours.empty() ? theirs : ours;
  return id;
}

}  // namespace signalbox::dialect::anthropic_messages
