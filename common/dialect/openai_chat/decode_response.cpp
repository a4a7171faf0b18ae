#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/extra_fields.h"
#include "common/dialect/field_error.h"
#include "common/dialect/openai_chat/finish.h"
#include "common/dialect/openai_chat/message_decoder.h"
#include "common/dialect/openai_chat/response.h"
#include "common/dialect/openai_chat/usage.h"
#include "common/json/document.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_chat {
namespace {

bool CallsTools(const llm::v1::Message& message) {
  for (const llm::v1::ContentBlock& block : message.content()) {
    if (block.has_tool_call()) return true;
  }
  return false;
}

void TakeFinish(json::Value reason, llm::v1::Choice& choice) {
  choice.set_native_reason(reason.Text());
  choice.set_finish_reason(FinishOf(choice.native_reason(), CallsTools(choice.message())));
}

// Where two choices have one index, the provider does not count them: then their places do.
void TellApart(llm::v1::Response& response) {
  std::set<int> indexes;
  for (const llm::v1::Choice& choice : response.choices()) indexes.insert(choice.index());
  if (indexes.size() == static_cast<std::size_t>(response.choices_size())) return;
  for (int place = 0; place < response.choices_size(); ++place) response.mutable_choices(place)->set_index(place);
}

absl::StatusOr<llm::v1::Choice> DecodeChoice(json::Value value, int place) {
  const std::string path = fmt::format("choices[{}]", place);
  if (!value.IsObject()) return BadField(path, "expected an object");
  const auto message = value.Find("message");
  if (!message || !message->IsObject()) return BadField(path + ".message", "expected an object");

  llm::v1::Choice choice;
  choice.set_index(place);
  ASSIGN_OR_RETURN(*choice.mutable_message(), DecodeMessage(*message, path + ".message"));
  ExtraFields extra;
  for (const auto [key, member] : value.members()) {
    if (key.Is("message")) continue;
    if (key.Is("index") && member.Int()) {
      choice.set_index(static_cast<std::int32_t>(*member.Int()));
    } else if (key.Is("finish_reason") && member.IsString()) {
      TakeFinish(member, choice);
    } else if (key.Is("logprobs") && member.IsObject()) {
      choice.set_logprobs_json(std::string(member.raw()));
    } else if (!member.IsNull()) {
      extra.Keep(key, member);
    }
  }
  choice.set_extra_json(extra.Take());
  return choice;
}

bool TakeField(json::Value key, json::Value value, llm::v1::Response& into) {
  if (key.Is("object") || value.IsNull()) return true;
  if (key.Is("id") && value.IsString()) {
    into.set_id(value.Text());
  } else if (key.Is("model") && value.IsString()) {
    into.set_model(value.Text());
  } else if (key.Is("created") && value.Int()) {
    into.set_created(*value.Int());
  } else if (key.Is("service_tier") && value.IsString()) {
    into.set_service_tier(value.Text());
  } else if (key.Is("usage")) {
    if (auto usage = ReadUsage(value)) *into.mutable_usage() = *std::move(usage);
    into.set_usage_json(std::string(value.raw()));
  } else {
    return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) {
  ASSIGN_OR_RETURN(llm::v1::Response response, DecodeResponseFrame(body, DecodeChoice));
  response.set_dialect(llm::v1::OPENAI_CHAT);
  return response;
}

absl::StatusOr<llm::v1::Response> DecodeResponseFrame(
    std::string_view body, absl::FunctionRef<absl::StatusOr<llm::v1::Choice>(json::Value, int)> decode_choice) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  const json::Value root = document.root();
  const auto choices = root.IsObject() ? root.Find("choices") : std::nullopt;
  if (!choices || !choices->IsArray()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the answer is no completion");
  }

  llm::v1::Response response;
  int place = 0;
  for (const json::Value choice : choices->elements()) {
    ASSIGN_OR_RETURN(*response.add_choices(), decode_choice(choice, place++));
  }
  TellApart(response);
  ExtraFields extra;
  for (const auto [key, value] : root.members()) {
    if (!key.Is("choices") && !TakeField(key, value, response)) extra.Keep(key, value);
  }
  response.set_extra_json(extra.Take());
  return response;
}

}  // namespace signalbox::dialect::openai_chat
