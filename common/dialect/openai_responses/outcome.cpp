#include "common/dialect/openai_responses/outcome.h"

namespace signalbox::dialect::openai_responses {
namespace {

// The words between a string's quotes; those that matter here have no escapes.
std::string_view Unquoted(json::Value value) {
  const std::string_view raw = value.raw();
  return raw.substr(1, raw.size() - 2);
}

std::string_view ReasonIn(json::Value response) {
  const auto details = response.Find("incomplete_details");
  if (!details || !details->IsObject()) return {};
  const auto reason = details->Find("reason");
  return reason && reason->IsString() ? Unquoted(*reason) : std::string_view();
}

}  // namespace

Outcome OutcomeOf(llm::v1::FinishReason finish) {
  switch (finish) {
    case llm::v1::LENGTH:
      return {"incomplete", "max_output_tokens"};
    case llm::v1::CONTENT_FILTER:
      return {"incomplete", "content_filter"};
    case llm::v1::PAUSE:
    case llm::v1::OTHER:
      return {"incomplete", {}};
    default:
      return {"completed", {}};
  }
}

Finish FinishOf(json::Value response, bool calls_tools) {
  const auto status = response.Find("status");
  const std::string_view word = status && status->IsString() ? Unquoted(*status) : std::string_view();
  if (word.empty() || word == "completed") return {calls_tools ? llm::v1::TOOL_CALLS : llm::v1::STOP, word};
  const std::string_view reason = ReasonIn(response);
  if (reason == "max_output_tokens") return {llm::v1::LENGTH, reason};
  if (reason == "content_filter") return {llm::v1::CONTENT_FILTER, reason};
  return {llm::v1::OTHER, reason.empty() ? word : reason};
}

}  // namespace signalbox::dialect::openai_responses
