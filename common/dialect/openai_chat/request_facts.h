#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/openai_chat/body_view.h"
#include "common/dialect/request_facts.h"

namespace signalbox::dialect::openai_chat {

/// Reads the facts in one pass over the body, all of which is checked to be JSON.
///
/// null counts as absent. Errors: kInvalidArgument, with the field's name as metadata "field" where there is one: the
/// body is no JSON object, nests deeper than 128 or says a top-level field twice; `model` is missing, empty or too
/// long; `messages` is missing, empty or no array; a fact has the wrong type or is out of range.
absl::StatusOr<RequestFacts> ScanRequest(std::string_view body);

/// The facts that all of OpenAI's APIs spell alike. Errors: kInvalidArgument: one has the wrong type or is out of
/// range.
absl::StatusOr<RequestFacts> FactsOf(const BodyView& body);

}  // namespace signalbox::dialect::openai_chat
