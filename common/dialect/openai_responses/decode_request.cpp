#include <limits>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "common/dialect/field_error.h"
#include "common/dialect/openai_responses/conversation.h"
#include "common/dialect/openai_responses/input_decoder.h"
#include "common/dialect/openai_responses/notes.h"
#include "common/dialect/openai_responses/request_types.h"
#include "common/dialect/openai_responses/request_view.h"
#include "common/dialect/openai_responses/settings.h"
#include "common/dialect/openai_responses/tools.h"
#include "common/status/macros.h"

namespace signalbox::dialect::openai_responses {
namespace {

using llm::v1::Conversation;
using llm::v1::Sampling;

constexpr std::string_view kLogprobs = "message.output_text.logprobs";

/// Reads the fields of one request.
class RequestDecoder {
 public:
  absl::StatusOr<Conversation> Decode(std::string_view body) {
    RETURN_IF_ERROR(view_.Read(body));
    into_.set_dialect(llm::v1::OPENAI_RESPONSES);
    into_.set_model(view_.model().Text());
    for (const auto [key, value] : view_.root().members()) {
      if (key.Is("model") || (key.Is("input") && !value.IsNull())) continue;
      if (IsReserved(key)) return Wrong(key, "is no field of a request");
      if (value.IsNull()) {
        left_.form.Keep(key, value);
      } else {
        RETURN_IF_ERROR(TakeField(key, value));
      }
    }
    RETURN_IF_ERROR(DecodeInput());
    RETURN_IF_ERROR(CheckTypes(view_.root()));
    if (into_.stream()) into_.set_include_usage(true);
    into_.set_extra_json(left_.extra.Take());
    into_.set_form_json(left_.form.Take());
    return std::move(into_);
  }

 private:
  // Whatever order the fields came in, instructions stand before the input.
  absl::Status DecodeInput() {
    const auto instructions = view_.root().Find("instructions");
    if (instructions && instructions->IsString()) {
      llm::v1::Message& message = *into_.add_messages();
      message.set_role(llm::v1::SYSTEM);
      message.set_form_json(std::string(kInstructionsForm));
      message.add_content()->mutable_text()->set_text(instructions->Text());
    }
    const auto input = view_.input();
    if (!input) return absl::OkStatus();
    if (input->IsString()) {
      llm::v1::Message& message = *into_.add_messages();
      message.set_role(llm::v1::USER);
      message.set_form_json(std::string(kShorthandForm));
      message.add_content()->mutable_text()->set_text(input->Text());
      return absl::OkStatus();
    }
    InputDecoder items(*into_.mutable_messages());
    int index = 0;
    for (const json::Value item : input->elements()) {
      RETURN_IF_ERROR(items.Add(item, fmt::format("input[{}]", index++)));
    }
    return absl::OkStatus();
  }

  // Such a name stands for a field inside of `text` or `reasoning` once it is kept (see Leftovers).
  static bool IsReserved(json::Value key) {
    const std::string name = key.Text();
    return name.starts_with("text.") || name.starts_with("reasoning.");
  }

  absl::Status TakeField(json::Value key, json::Value value) {
    if (key.Is("tools")) return DecodeNonEmptyTools(value);
    if (key.Is("tool_choice")) return TakeToolChoice(key, value);
    if (key.Is("text")) return DecodeText(value, into_, left_);
    if (key.Is("reasoning")) return DecodeReasoning(value, into_, left_);
    if (key.Is("metadata")) return TakeMetadata(key, value);
    if (key.Is("include")) return TakeInclude(key, value);
    if (key.Is("stream") || key.Is("parallel_tool_calls") || key.Is("background") || key.Is("store")) {
      return TakeFlag(key, value);
    }
    if (key.Is("temperature") || key.Is("top_p")) return TakeNumber(key, value);
    if (key.Is("max_output_tokens") || key.Is("top_logprobs")) return TakeInt(key, value);
    return TakeWords(key, value);
  }

  absl::Status TakeWords(json::Value key, json::Value value) {
    const bool known = key.Is("instructions") || key.Is("user") || key.Is("safety_identifier") ||
                       key.Is("service_tier") || key.Is("conversation_id") || key.Is("session_id") ||
                       key.Is("previous_response_id") || key.Is("truncation");
    if (known && !value.IsString()) return Wrong(key, "expected a string");
    if (key.Is("instructions")) return absl::OkStatus();
    if (key.Is("conversation_id") || (key.Is("session_id") && into_.session_id().empty())) {
      into_.set_session_id(value.Text());
    } else if (key.Is("session_id")) {
      return absl::OkStatus();
    } else if (known && value.Is("")) {
      left_.form.Keep(key, value);
    } else if (key.Is("user")) {
      into_.set_user(value.Text());
    } else if (key.Is("service_tier")) {
      into_.set_service_tier(value.Text());
    } else if (key.Is("safety_identifier")) {
      TakeSafetyIdentifier(key, value);
    } else {
      // What is continued is told as history.
      const bool told = key.Is("previous_response_id") || key.Is("conversation");
      (told || (key.Is("truncation") && value.Is("disabled")) ? left_.form : left_.extra).Keep(key, value);
    }
    return absl::OkStatus();
  }

  // The newer name of `user`, unless both are there.
  void TakeSafetyIdentifier(json::Value key, json::Value value) {
    const auto user = view_.root().Find("user");
    const bool both = user && user->IsString() && !user->Is("");
    if (!both) into_.set_user(value.Text());
    (both ? left_.extra : left_.form).Keep(key, value);
  }

  absl::Status DecodeNonEmptyTools(json::Value value) {
    if (value.IsArray() && value.Empty()) left_.form.Keep("\"tools\"", value.raw());
    return DecodeTools(value, into_);
  }

  absl::Status TakeToolChoice(json::Value key, json::Value value) {
    llm::v1::ToolChoice choice;
    ASSIGN_OR_RETURN(const bool whole, DecodeToolChoice(value, choice));
    if (choice.mode() != llm::v1::ToolChoice::MODE_UNSPECIFIED) *into_.mutable_tool_choice() = std::move(choice);
    if (!whole) left_.extra.Keep(key, value);
    return absl::OkStatus();
  }

  absl::Status TakeMetadata(json::Value key, json::Value value) {
    if (!value.IsObject()) return Wrong(key, "expected an object");
    if (const auto twice = json::RepeatedName(value)) return BadField("metadata." + *twice, "given twice");
    if (value.Empty()) left_.form.Keep(key, value);
    for (const auto [name, label] : value.members()) {
      if (!label.IsString()) return BadField("metadata." + name.Text(), "expected a string");
      (*into_.mutable_metadata())[name.Text()] = label.Text();
    }
    return absl::OkStatus();
  }

  absl::Status TakeInclude(json::Value key, json::Value value) {
    if (!value.IsArray()) return Wrong(key, "expected an array");
    std::size_t elements = 0;
    for (const json::Value element : value.elements()) {
      if (element.Is(kLogprobs)) into_.mutable_sampling()->set_logprobs(true);
      ++elements;
    }
    const bool said = elements == 0 || (elements == 1 && into_.sampling().logprobs());
    (said ? left_.form : left_.extra).Keep(key, value);
    return absl::OkStatus();
  }

  // Whether an answer is kept is a matter between the caller and who keeps it: nothing of the answer depends on it.
  absl::Status TakeFlag(json::Value key, json::Value value) {
    const auto flag = value.Bool();
    if (!flag) return Wrong(key, "expected true or false");
    if (key.Is("parallel_tool_calls")) {
      into_.set_parallel_tool_calls(*flag);
    } else if (key.Is("stream") && *flag) {
      into_.set_stream(true);
    } else {
      (key.Is("background") && *flag ? left_.extra : left_.form).Keep(key, value);
    }
    return absl::OkStatus();
  }

  absl::Status TakeNumber(json::Value key, json::Value value) {
    const auto number = value.Number();
    if (!number) return Wrong(key, "expected a number");
    Sampling& sampling = *into_.mutable_sampling();
    key.Is("top_p") ? sampling.set_top_p(*number) : sampling.set_temperature(*number);
    return absl::OkStatus();
  }

  absl::Status TakeInt(json::Value key, json::Value value) {
    const auto number = value.Int();
    if (!number) return Wrong(key, "expected an integer");
    if (*number < 0 || *number > std::numeric_limits<std::int32_t>::max()) return Wrong(key, "out of range");
    if (key.Is("top_logprobs")) {
      into_.mutable_sampling()->set_top_logprobs(static_cast<std::int32_t>(*number));
    } else {
      into_.set_max_output_tokens(*number);
    }
    return absl::OkStatus();
  }

  static absl::Status Wrong(json::Value key, std::string_view what) { return BadField(key.Text(), what); }

  RequestView view_;
  Conversation into_;
  Leftovers left_;
};

}  // namespace

absl::StatusOr<Conversation> DecodeRequest(std::string_view body) {
  return RequestDecoder().Decode(body);
}

}  // namespace signalbox::dialect::openai_responses
