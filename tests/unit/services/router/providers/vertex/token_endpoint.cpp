#include "tests/unit/services/router/providers/vertex/token_endpoint.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace signalbox::router::vertex::testing {

TokenEndpoint::TokenEndpoint(int status, std::string body)
    : status_(status), body_(std::move(body)), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  const bool listens = bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       listen(listener_, 16) == 0 &&
                       getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!listens) std::abort();
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Serve(); });
}

TokenEndpoint::~TokenEndpoint() {
  Answer();
  shutdown(listener_, SHUT_RDWR);  // Wakes accept().
  thread_.join();
  close(listener_);
}

std::vector<std::string> TokenEndpoint::bodies() const {
  const std::lock_guard lock(mutex_);
  return bodies_;
}

void TokenEndpoint::Hold() {
  const std::lock_guard lock(mutex_);
  held_ = true;
}

void TokenEndpoint::Answer() {
  const std::lock_guard lock(mutex_);
  held_ = false;
  changed_.notify_all();
}

void TokenEndpoint::WaitForRequests(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return bodies_.size() >= count; });
}

void TokenEndpoint::Serve() {
  for (;;) {
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    ServeOne(connection);
    close(connection);
  }
}

void TokenEndpoint::ServeOne(int connection) {
  std::string request;
  std::size_t body_begin = std::string::npos;
  std::size_t length = 0;
  char piece[4096];
  while (body_begin == std::string::npos || request.size() < body_begin + length) {
    const ssize_t size = read(connection, piece, sizeof(piece));
    if (size <= 0) return;
    request.append(piece, static_cast<std::size_t>(size));
    const auto head_end = request.find("\r\n\r\n");
    if (head_end == std::string::npos) continue;
    body_begin = head_end + 4;
    const auto field = request.find("ontent-Length: ");
    length = std::strtoul(request.c_str() + field + std::string_view("ontent-Length: ").size(), nullptr, 10);
  }
  std::unique_lock lock(mutex_);
  bodies_.push_back(request.substr(body_begin));
  changed_.notify_all();
  changed_.wait(lock, [&] { return !held_; });
  lock.unlock();
  const std::string answer = "HTTP/1.1 " + std::to_string(status_) +
                             " X\r\nContent-Length: " + std::to_string(body_.size()) + "\r\nConnection: close\r\n\r\n" +
                             body_;
  (void)!write(connection, answer.data(), answer.size());
}

}  // namespace signalbox::router::vertex::testing
