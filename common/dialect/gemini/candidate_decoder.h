#pragma once

#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// An element of `candidates`. `place` is its place among them, `answer` the answer's id, for calls without one.
/// Errors: kInvalidArgument with the field's path.
absl::Status DecodeCandidate(json::Value candidate, int place, std::string_view answer, llm::v1::Choice& choice);

/// What an answer without a candidate means: the prompt was refused, for the reason `promptFeedback` gives, or nothing
/// was said for none. It is written without a candidate again.
llm::v1::Choice ChoiceWithoutCandidate(json::Value root);

/// A form kept by such a choice; no field of Google's is called so.
inline constexpr std::string_view kNoCandidate = "no candidate";

/// The id made-up ids of a candidate's calls begin with, from the answer's.
std::string CallScope(std::string_view answer, int candidate);

}  // namespace signalbox::dialect::gemini
