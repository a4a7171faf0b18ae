#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/context/principal.h"
#include "signalbox/common/v1/common.pb.h"

namespace signalbox::rpc {

inline constexpr char kRequestIdKey[] = "x-request-id";
inline constexpr char kTraceparentKey[] = "traceparent";
inline constexpr char kPrincipalKey[] = "x-signalbox-principal-bin";

/// The principal as it travels between services, and back; nullopt when the bytes are not one.
std::string SerializePrincipal(const Principal& principal);
std::optional<Principal> ParsePrincipal(std::string_view bytes);

common::v1::Principal ToProto(const Principal& principal);
Principal FromProto(const common::v1::Principal& proto);

}  // namespace signalbox::rpc
