#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <grpcpp/channel.h>

namespace signalbox::gateway {

/// Asks one service whether it serves, by gRPC's own health protocol. Any thread; never blocks.
class PeerHealth {
 public:
  PeerHealth(std::string name, std::shared_ptr<grpc::Channel> channel);
  virtual ~PeerHealth();

  const std::string& name() const { return name_; }

  /// `done` runs once, on a gRPC thread, within `timeout`: true when the service says that it serves.
  virtual void Check(std::chrono::milliseconds timeout, std::function<void(bool serving)> done);

 private:
  struct Impl;
  const std::string name_;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace signalbox::gateway
