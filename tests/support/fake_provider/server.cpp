#include "tests/support/fake_provider/server.h"

#include <memory>
#include <utility>

#include <boost/asio/ip/address.hpp>

#include "tests/support/fake_provider/connection.h"

namespace signalbox::fake_provider {

namespace asio = boost::asio;

Server::Server(asio::io_context& io, const std::string& address, std::uint16_t port, const Options& options)
    : provider_(options),
      control_(io, provider_),
      acceptor_(io, asio::ip::tcp::endpoint(asio::ip::make_address(address), port)) {
  acceptor_.listen(4'096);
  Accept();
}

void Server::Accept() {
  acceptor_.async_accept([this](boost::system::error_code error, asio::ip::tcp::socket socket) {
    if (error == asio::error::operation_aborted) return;
    if (!error) std::make_shared<Connection>(std::move(socket), ++last_connection_, provider_, control_)->Start();
    Accept();
  });
}

}  // namespace signalbox::fake_provider
