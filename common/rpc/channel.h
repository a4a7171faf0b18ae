#pragma once

#include <memory>
#include <string>

#include <grpcpp/channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

namespace signalbox::rpc {

/// Certificates for mutual TLS between services. All empty: plaintext. PEM text, not paths.
struct TlsOptions {
  std::string ca;
  std::string certificate;
  std::string key;

  bool enabled() const { return !ca.empty(); }
};

/// A channel to `address` ("host:port" or "unix-abstract:name") with keepalive on and small look-ahead, so that a
/// reader that stops reading stops the sender. Local sockets are always plaintext.
std::shared_ptr<grpc::Channel> NewChannel(const std::string& address, const TlsOptions& tls);

std::shared_ptr<grpc::ServerCredentials> ServerCredentials(const TlsOptions& tls);

}  // namespace signalbox::rpc
