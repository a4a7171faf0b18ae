#include "gateway/transcode/routes.h"

#include <set>
#include <utility>

#include <fmt/format.h>

#include "common/protojson/field.h"
#include "common/status/error.h"
#include "common/status/macros.h"
#include "gateway/transcode/pattern.h"
#include "signalbox/billing/v1/billing.pb.h"
#include "signalbox/health/v1/health.pb.h"
#include "signalbox/identity/v1/identity.pb.h"
#include "signalbox/memory/v1/memory.pb.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::gateway {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

namespace {

absl::Status BadRule(const MethodDescriptor& rpc, std::string_view what) {
  return Error(absl::StatusCode::kFailedPrecondition, "", fmt::format("{}: {}", rpc.full_name(), what));
}

// Works for Rule and Binding alike: both have the same oneof.
template <typename Pattern>
std::pair<std::string, std::string> MethodAndPattern(const Pattern& from) {
  if (from.has_get()) return {"GET", from.get()};
  if (from.has_put()) return {"PUT", from.put()};
  if (from.has_post()) return {"POST", from.post()};
  if (from.has_delete_()) return {"DELETE", from.delete_()};
  return {"PATCH", from.patch()};
}

absl::Status CheckRpc(const MethodDescriptor& rpc, const http::v1::Rule& rule) {
  if (rpc.client_streaming() || rpc.server_streaming()) return BadRule(rpc, "a stream cannot have a route");
  if (rule.access() == http::v1::ACCESS_UNSPECIFIED) return BadRule(rpc, "the rule names no access");
  if (!rule.response_body().empty() && rpc.output_type()->FindFieldByName(rule.response_body()) == nullptr) {
    return BadRule(rpc, fmt::format("the response has no field {}", rule.response_body()));
  }
  return absl::OkStatus();
}

absl::Status CheckRoute(const ManagementRoute& route) {
  if (!route.pattern.starts_with('/')) return BadRule(*route.rpc, "a rule or binding without a path");
  for (const std::string& name : ParametersOf(route.pattern)) {
    if (protojson::FindField(*route.rpc->input_type(), name) == nullptr) {
      return BadRule(*route.rpc, fmt::format("the request has no field for {{{}}}", name));
    }
  }
  if (route.success_status < 200 || route.success_status > 299) return BadRule(*route.rpc, "success_status is none");
  return absl::OkStatus();
}

int FirstOf(int one, int other, int last) {
  return one != 0 ? one : other != 0 ? other : last;
}

std::vector<ManagementRoute> RoutesOfRule(const MethodDescriptor& rpc, const http::v1::Rule& rule) {
  ManagementRoute route;
  route.rpc = &rpc;
  route.access = rule.access();
  route.response_body = rule.response_body();
  route.summary = rule.summary().empty() ? rpc.name() : rule.summary();
  route.success_status = FirstOf(rule.success_status(), 0, 200);
  std::tie(route.method, route.pattern) = MethodAndPattern(rule);
  std::vector<ManagementRoute> routes = {route};
  for (const http::v1::Binding& binding : rule.also()) {
    route.success_status = FirstOf(binding.success_status(), rule.success_status(), 200);
    std::tie(route.method, route.pattern) = MethodAndPattern(binding);
    routes.push_back(route);
  }
  return routes;
}

}  // namespace

std::string ManagementRoute::Peer() const {
  const std::string& package = rpc->file()->package();  // "signalbox.identity.v1"
  const std::size_t begin = package.find('.') + 1;
  return package.substr(begin, package.find('.', begin) - begin);
}

std::vector<const ServiceDescriptor*> ManagedServices() {
  return {identity::v1::Key::descriptor()->file()->service(0), billing::v1::Entry::descriptor()->file()->service(0),
          router::v1::Account::descriptor()->file()->service(0), memory::v1::Session::descriptor()->file()->service(0),
          health::v1::Check::descriptor()->file()->service(0)};
}

absl::StatusOr<std::vector<ManagementRoute>> RoutesOf(std::span<const ServiceDescriptor* const> services) {
  std::vector<ManagementRoute> routes;
  std::set<std::pair<std::string, std::string>> taken;
  for (const ServiceDescriptor* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& rpc = *service->method(i);
      if (!rpc.options().HasExtension(http::v1::rule)) continue;
      const http::v1::Rule& rule = rpc.options().GetExtension(http::v1::rule);
      RETURN_IF_ERROR(CheckRpc(rpc, rule));
      for (ManagementRoute& route : RoutesOfRule(rpc, rule)) {
        RETURN_IF_ERROR(CheckRoute(route));
        if (!taken.emplace(route.method, Anonymous(route.pattern)).second) {
          return BadRule(rpc, fmt::format("{} {} is another RPC's route", route.method, route.pattern));
        }
        routes.push_back(std::move(route));
      }
    }
  }
  return routes;
}

}  // namespace signalbox::gateway
