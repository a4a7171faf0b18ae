#include "services/router/rpc/convert.h"

namespace signalbox::router {
namespace {

google::protobuf::Timestamp ToTimestamp(TimePoint time) {
  const auto since_epoch = time.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds.count());
  timestamp.set_nanos(
      static_cast<int>(std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch - seconds).count()));
  return timestamp;
}

v1::Origin ToProto(Origin origin) {
  return origin == Origin::kFile ? v1::FILE : v1::DATABASE;
}

}  // namespace

v1::Model ToProto(const Route& route) {
  v1::Model proto;
  proto.set_name(route.model);
  for (const std::string& provider : route.providers) proto.add_providers(provider);
  *proto.mutable_create_time() = ToTimestamp(route.create_time);
  return proto;
}

v1::Provider ToProto(const Provider& provider) {
  v1::Provider proto;
  proto.set_name(provider.name);
  proto.set_kind(provider.kind);
  proto.set_base_url(provider.base_url);
  proto.set_allow_private(provider.allow_private);
  proto.mutable_settings()->insert(provider.settings.begin(), provider.settings.end());
  proto.set_origin(ToProto(provider.origin));
  *proto.mutable_create_time() = ToTimestamp(provider.create_time);
  return proto;
}

v1::Account ToProto(const Account& account) {
  v1::Account proto;
  proto.set_id(account.id);
  proto.set_provider(account.provider);
  proto.set_name(account.name);
  proto.set_key_prefix(KeyPrefix(account.api_key));
  proto.set_enabled(account.enabled);
  proto.set_origin(ToProto(account.origin));
  return proto;
}

v1::Deployment ToProto(const Deployment& deployment) {
  v1::Deployment proto;
  proto.set_id(deployment.id);
  proto.set_model(deployment.model);
  proto.set_provider(deployment.provider);
  proto.set_upstream_model(deployment.upstream_model);
  proto.set_weight(static_cast<int>(deployment.traits.weight.value_or(1)));
  proto.set_origin(ToProto(deployment.origin));
  return proto;
}

v1::ProbeAccountResponse ToProto(const ProbeResult& result) {
  v1::ProbeAccountResponse proto;
  proto.set_healthy(result.healthy);
  proto.set_status(result.status);
  proto.set_latency_us(result.latency.count());
  proto.set_error(result.error);
  return proto;
}

Provider FromProto(const v1::CreateProviderRequest& request) {
  Provider provider;
  provider.name = request.name();
  provider.kind = request.kind();
  provider.base_url = request.base_url();
  provider.allow_private = request.allow_private();
  provider.settings.insert(request.settings().begin(), request.settings().end());
  return provider;
}

Account FromProto(const v1::CreateAccountRequest& request) {
  Account account;
  account.provider = request.provider();
  account.name = request.name();
  account.api_key = request.api_key();
  return account;
}

Deployment FromProto(const v1::CreateDeploymentRequest& request) {
  Deployment deployment;
  deployment.model = request.model();
  deployment.provider = request.provider();
  deployment.upstream_model = request.upstream_model();
  if (request.weight() != 0) deployment.traits.weight = static_cast<std::uint32_t>(request.weight());
  return deployment;
}

}  // namespace signalbox::router
