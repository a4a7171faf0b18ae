#pragma once

#include <optional>
#include <string>

#include <absl/status/statusor.h>

#include "services/router/providers/answer_reader.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// The request as the provider with that model is to get it. Errors: kInvalidArgument for a body that cannot be read.
absl::StatusOr<std::string> BodyFor(const v1::GenerateRequest& request, const std::string& upstream_model);

/// What was used: the provider's figures; without them, if the answer is whole or something was generated, an estimate
/// from the texts; else nothing.
std::optional<llm::v1::Usage> UsageOf(const v1::GenerateRequest& request, const AnswerReader& answer, bool complete);

}  // namespace signalbox::router
