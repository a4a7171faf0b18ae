#pragma once

#include <string>
#include <string_view>

#include <absl/functional/function_ref.h>
#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "common/dialect/losses.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// As Codec::MirrorResponse. Errors: kInvalidArgument when the body is no completion.
absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model, bool want_answer);

/// The whole answer, canonical, and back; EncodeResponse also writes that of another dialect.
///
/// What is written is valid for OpenAI's own document: `refusal` and `logprobs` are there, finish_reason is one of its
/// words. Errors: kInvalidArgument when the body is no chat completion.
absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body);
std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options, Losses& losses);

/// What answers of chats and of legacy completions have in common; `decode_choice` is called with each of `choices` and
/// its place.
absl::StatusOr<llm::v1::Response> DecodeResponseFrame(
    std::string_view body, absl::FunctionRef<absl::StatusOr<llm::v1::Choice>(json::Value, int)> decode_choice);

/// The id of an answer that has none, made of a UUID.
std::string AnswerId(std::string_view uuid);

/// OpenAI's word for a service tier; empty for one it has not.
std::string_view ServiceTierWord(std::string_view tier);

}  // namespace signalbox::dialect::openai_chat
