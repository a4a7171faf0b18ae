#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>
#include <google/protobuf/descriptor.h>

#include "signalbox/http/v1/annotations.pb.h"

namespace signalbox::gateway {

/// One management route: a method and path of the edge that stand for an RPC of a service.
struct ManagementRoute {
  std::string method;                                      ///< "GET", "POST", ...
  std::string pattern;                                     ///< As http::Router takes it: "/api/api-keys/{id}".
  http::v1::Access access = http::v1::ACCESS_UNSPECIFIED;  ///< Never unspecified in what RoutesOf returns.
  const google::protobuf::MethodDescriptor* rpc = nullptr;
  int success_status = 200;
  std::string response_body;  ///< The response's field to answer with; empty: the whole.
  std::string summary;        ///< One line for people.

  /// The service's name as app::Channels knows it: "identity" for signalbox.identity.v1.IdentityService.
  std::string Peer() const;
};

/// The services whose RPCs may have routes, in the order they appear in the OpenAPI document.
std::vector<const google::protobuf::ServiceDescriptor*> ManagedServices();

/// Every route that the rules of `services` describe, in the order of the files.
///
/// Errors: kFailedPrecondition naming the RPC whose rule has no pattern or no access, names a path parameter or
/// response field that does not exist, belongs to a streaming RPC, or repeats another's method and pattern.
absl::StatusOr<std::vector<ManagementRoute>> RoutesOf(
    std::span<const google::protobuf::ServiceDescriptor* const> services);

}  // namespace signalbox::gateway
