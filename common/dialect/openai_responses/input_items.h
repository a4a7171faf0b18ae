#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// An item of a request as it is listed afterwards.
struct InputItem {
  std::string id;
  std::string json;
};

/// The turns of a request of this dialect as the items they were, in the form in which items are listed: with id and
/// status, and content that is a list. An item that had no id gets one made of `answer_id` and its place, always the
/// same.
std::vector<InputItem> InputItemsOf(std::span<const llm::v1::Message> turns, std::string_view answer_id);

/// Whether the turn is the request's field `instructions`, which is no item and not carried on to what continues it.
bool IsInstructionsField(const llm::v1::Message& turn);

}  // namespace signalbox::dialect::openai_responses
