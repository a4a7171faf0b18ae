#include "common/app/channels.h"

#include <grpcpp/create_channel.h>

#include "common/app/local_sockets.h"

namespace signalbox::app {

Channels::Channels(std::map<std::string, std::string> peers, rpc::TlsOptions tls, std::set<std::string> local) {
  for (const auto& [service, address] : peers) channels_[service] = rpc::NewChannel(address, tls);
  for (const std::string& service : local) channels_[service] = rpc::NewChannel(LocalAddress(service), tls);
}

std::shared_ptr<grpc::Channel> Channels::To(std::string_view service) const {
  const auto found = channels_.find(std::string(service));
  if (found != channels_.end()) return found->second;
  // The message of every call then names the scheme, which names the remedy.
  return rpc::NewChannel("unconfigured:set-peers." + std::string(service), {});
}

std::set<std::string> Channels::Known() const {
  std::set<std::string> names;
  for (const auto& [service, channel] : channels_) names.insert(service);
  return names;
}

}  // namespace signalbox::app
