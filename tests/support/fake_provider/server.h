#pragma once

#include <cstdint>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "tests/support/fake_provider/control.h"
#include "tests/support/fake_provider/provider.h"

namespace signalbox::fake_provider {

/// Accepts connections on one address and answers them. Lives on the thread of `io`.
class Server {
 public:
  /// Listens at once; port 0 takes a free one. Throws boost::system::system_error when it cannot.
  Server(boost::asio::io_context& io, const std::string& address, std::uint16_t port, const Options& options);

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  void Accept();

  Provider provider_;
  Control control_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint64_t last_connection_ = 0;
};

}  // namespace signalbox::fake_provider
