#pragma once

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect::gemini {

/// `logprobsResult` in OpenAI's form, {"content":[...],"refusal":null}; empty when it has another form.
std::string ToOpenAiLogprobs(json::Value result);

/// And back, as an object; false, and nothing written, when `logprobs_json` has another form.
bool WriteLogprobs(std::string_view logprobs_json, json::Writer& writer);

}  // namespace signalbox::dialect::gemini
