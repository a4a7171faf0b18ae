#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/error.h"
#include "common/json/document.h"

namespace signalbox::dialect::anthropic_messages {

/// As Codec::EncodeError, EncodeStreamError and DecodeError. Besides Anthropic's own form, read are Google's (Vertex)
/// and the looser ones of others ({"error":"text"}, {"message":...}, {"detail":...}).
std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id);
std::string EncodeStreamError(const ErrorBody& error, int http_status);
std::optional<ErrorBody> DecodeError(std::string_view body);

/// The same of a body that was read already.
std::optional<ErrorBody> DecodeError(json::Value body);

}  // namespace signalbox::dialect::anthropic_messages
