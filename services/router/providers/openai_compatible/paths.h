#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "services/router/domain/provider_api.h"

namespace signalbox::router::openai_compatible {

/// What of OpenAI's API besides chat completions somebody speaks.
struct Spoken {
  bool completions = true;
  bool embeddings = true;
  bool responses = true;
};

/// ProviderApi::DialectFor() of somebody who speaks so much. Errors: kUnimplemented.
absl::StatusOr<llm::v1::Dialect> DialectOf(const Question& question, const Spoken& spoken);

/// The path below the API's root: "/chat/completions".
std::string_view PathOf(const Written& written);

}  // namespace signalbox::router::openai_compatible
