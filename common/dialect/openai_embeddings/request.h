#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/request_facts.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_embeddings {

/// The most texts one request may hold, and the most tokens of one that is given as tokens.
inline constexpr int kMaxInputs = 2048;

/// One pass over the body, all of which is checked to be JSON. Errors: kInvalidArgument with metadata "field": no JSON
/// object, a name twice, `model` or `input` unusable, a fact of the wrong type.
absl::StatusOr<RequestFacts> ScanEmbedRequest(std::string_view body);

/// The body with another model and without the fields that are ours; every other byte kept. Errors: as
/// ScanEmbedRequest.
absl::StatusOr<std::string> EditEmbedRequest(std::string_view body, std::string_view model);

/// Whether the caller wants base64 rather than lists of numbers; false for a body that cannot be read.
bool WantsBase64(std::string_view body);

/// The whole request, canonical, and back. Encode(Decode(x)) says what x says: one text may become a list of one.
/// Errors: as ScanEmbedRequest; also an unknown `encoding_format`, or `dimensions` that are not positive.
absl::StatusOr<llm::v1::EmbedRequest> DecodeEmbedRequest(std::string_view body);
std::string EncodeEmbedRequest(const llm::v1::EmbedRequest& request, std::string_view model);

}  // namespace signalbox::dialect::openai_embeddings
