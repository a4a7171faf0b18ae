#pragma once

#include <string>
#include <string_view>

#include "common/json/document.h"

namespace signalbox::dialect::openai_responses {

/// The elements of the `content` of log probabilities in the form of chat completions
/// ({"content":[...],"refusal":null}), with commas between them; empty when there are none.
std::string ElementsOf(std::string_view logprobs_json);

/// And back, of a list; empty for a list without elements.
std::string LogprobsOf(json::Value list);

}  // namespace signalbox::dialect::openai_responses
