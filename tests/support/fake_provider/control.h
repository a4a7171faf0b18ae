#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "tests/support/fake_provider/http.h"
#include "tests/support/fake_provider/provider.h"

namespace signalbox::fake_provider {

/// The endpoints under /_control by which a test scripts the provider and asks what happened. See README.md. One
/// thread.
class Control {
 public:
  /// Takes a status and a JSON body; called once, now or later.
  using Respond = std::function<void(int status, std::string_view json)>;

  Control(boost::asio::io_context& io, Provider& provider);

  static bool Owns(const HttpRequest& request) { return request.target.starts_with("/_control/"); }

  void Handle(const HttpRequest& request, Respond respond);

 private:
  struct Waiter {
    std::string model;
    std::string event;
    std::size_t count;
    Respond respond;
    boost::asio::steady_timer timer;
  };

  void AddScript(const HttpRequest& request, const Respond& respond);
  void Release(const HttpRequest& request, const Respond& respond);
  void List(const HttpRequest& request, const Respond& respond);
  void Wait(const HttpRequest& request, Respond respond);
  std::string Find(std::string_view model, std::string_view event, std::size_t count) const;
  void WakeWaiters();
  void GiveUp(std::uint64_t waiter);

  boost::asio::io_context& io_;
  Provider& provider_;
  std::uint64_t last_waiter_ = 0;
  std::map<std::uint64_t, Waiter> waiters_;
};

}  // namespace signalbox::fake_provider
