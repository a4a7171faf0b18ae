#include "common/http/acceptor.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/http/event_loop.h"
#include "common/http/socket_address.h"
#include "common/status/error.h"

namespace signalbox::http {
namespace {

constexpr int kBacklog = 4096;  // The kernel cuts it to net.core.somaxconn.
constexpr int kAcceptsPerRound = 256;

int OpenSpare() {
  return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void Enable(int descriptor, int level, int option) {
  const int one = 1;
  setsockopt(descriptor, level, option, &one, sizeof one);
}

/// A listening socket, or -1 with errno set.
int OpenSocket(const addrinfo& address, bool share_port) {
  const int descriptor = socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  Enable(descriptor, SOL_SOCKET, SO_REUSEADDR);
  if (share_port) Enable(descriptor, SOL_SOCKET, SO_REUSEPORT);
  Enable(descriptor, IPPROTO_TCP, TCP_NODELAY);  // Accepted sockets inherit it.
  if (bind(descriptor, address.ai_addr, address.ai_addrlen) == 0 && listen(descriptor, kBacklog) == 0)
    return descriptor;
  const int reason = errno;
  close(descriptor);
  errno = reason;
  return -1;
}

std::string WithoutBrackets(std::string host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') return host.substr(1, host.size() - 2);
  return host;
}

}  // namespace

absl::StatusOr<std::shared_ptr<Acceptor>> Acceptor::Open(const ServerOptions& options) {
  const std::string name = fmt::format("{}:{}", options.address, options.port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failure =
      getaddrinfo(WithoutBrackets(options.address).c_str(), std::to_string(options.port).c_str(), &hints, &found);
  if (failure != 0) {
    return Error(absl::StatusCode::kInvalidArgument, "",
                 fmt::format("{} is no address: {}", name, gai_strerror(failure)));
  }
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> addresses(found, freeaddrinfo);
  int reason = 0;
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    const int descriptor = OpenSocket(*address, options.share_port);
    if (descriptor >= 0) return std::make_shared<Acceptor>(descriptor);
    reason = errno;
  }
  return Error(absl::StatusCode::kUnavailable, "", fmt::format("cannot listen on {}: {}", name, std::strerror(reason)));
}

Acceptor::Acceptor(int descriptor) : descriptor_(descriptor), spare_descriptor_(OpenSpare()) {}

Acceptor::~Acceptor() {
  close(descriptor_);
  if (spare_descriptor_ >= 0) close(spare_descriptor_);
}

std::uint16_t Acceptor::port() const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &length);
  return PortOf(address);
}

void Acceptor::Accept() {
  for (int accepted = 0; accepted < kAcceptsPerRound && AcceptOne(); ++accepted) {
  }
}

bool Acceptor::AcceptOne() {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  const int connection =
      accept4(descriptor_, reinterpret_cast<sockaddr*>(&address), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (connection >= 0) {
    Place(connection, FormatAddress(address));
    return true;
  }
  if (errno == EMFILE || errno == ENFILE) return ShedOne();
  return errno == EINTR || errno == ECONNABORTED;
}

bool Acceptor::ShedOne() {
  if (spare_descriptor_ < 0) return false;
  close(spare_descriptor_);
  const int connection = accept(descriptor_, nullptr, nullptr);
  if (connection >= 0) close(connection);
  spare_descriptor_ = OpenSpare();
  if (connection >= 0) ++loops_.front()->counters().rejected_connections;
  return connection >= 0;
}

void Acceptor::Place(int connection, std::string peer) {
  std::size_t open = 0;
  for (const auto& loop : loops_) open += loop->load();
  EventLoop& first = *loops_.front();
  if (open >= first.state().options.max_connections) {
    ++first.counters().rejected_connections;
    close(connection);
    return;
  }
  const auto& loop = *std::min_element(loops_.begin(), loops_.end(),
                                       [](const auto& a, const auto& b) { return a->load() < b->load(); });
  loop->AddLoad();
  if (loop->InLoop()) return loop->Adopt(connection, std::move(peer));
  loop->Post([loop = loop.get(), connection, peer = std::move(peer)] { loop->Adopt(connection, peer); });
}

}  // namespace signalbox::http
