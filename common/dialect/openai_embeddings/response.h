#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_embeddings {

/// An answer, canonical, and back. Vectors are read as lists of numbers and as base64 of little-endian floats, and come
/// in the order of their `index`. Errors: kInvalidArgument naming the field: no answer of this API.
absl::StatusOr<llm::v1::EmbedResponse> DecodeEmbedResponse(std::string_view body);
std::string EncodeEmbedResponse(const llm::v1::EmbedResponse& response, std::string_view public_model, bool base64);

/// A provider's answer that was read.
struct MirroredEmbeddings {
  std::string body;
  std::optional<llm::v1::Usage> usage;  ///< Absent when the provider gave none, or none that can be true.
};

/// Puts the public model name back and keeps every other byte; where base64 was asked for and the provider sent numbers
/// all the same, they become that. Errors: as DecodeEmbedResponse.
absl::StatusOr<MirroredEmbeddings> MirrorEmbedResponse(std::string_view body, std::string_view public_model,
                                                       bool want_base64);

}  // namespace signalbox::dialect::openai_embeddings
