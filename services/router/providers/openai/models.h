#pragma once

#include <string_view>

namespace signalbox::router::openai {

/// Whether a model of OpenAI's continues texts and does not chat: it is served at /completions alone. Fine-tuned ones
/// ("ft:davinci-002:org::id") are what they were made of.
bool IsCompletionModel(std::string_view model);

}  // namespace signalbox::router::openai
