#pragma once

#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"
#include "tests/support/fake_provider/call.h"

namespace signalbox::fake_provider::gemini {

/// What an answer depends on in the body of generateContent; the model is in the URL.
Call ReadGenerateCall(json::Value root, std::string_view model, bool stream);

/// Whether `model` signs every function call and wants the signatures back.
bool SignsCalls(std::string_view model);

/// Holds a request for `model` against Gemini's rules. Errors: kInvalidArgument in Gemini's words; the reason is the
/// field.
absl::Status CheckGenerateRequest(json::Value root, std::string_view model);

/// Errors: kInvalidArgument when a turn of `contents` has no role.
absl::Status CheckRolesAreNamed(json::Value root);

/// As CheckGenerateRequest for countTokens, embedContent and batchEmbedContents.
absl::Status CheckCountRequest(json::Value root, std::string_view model);
absl::Status CheckEmbedRequest(json::Value root);
absl::Status CheckBatchEmbedRequest(json::Value root);

}  // namespace signalbox::fake_provider::gemini
