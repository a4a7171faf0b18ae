#include "tests/unit/common/http/raw_client.h"

#include <array>
#include <cerrno>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/http/characters.h"

namespace signalbox::http {
namespace {

constexpr int kPatienceMs = 10'000;

bool Await(int descriptor, short event, int patience_ms = kPatienceMs) {
  pollfd waited{descriptor, event, 0};
  return poll(&waited, 1, patience_ms) > 0;
}

int Connect(std::uint16_t port, int receive_buffer_bytes, const std::string& address) {
  const bool v6 = address.find(':') != std::string::npos;
  const int descriptor = socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer_bytes > 0) {
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
  }
  sockaddr_in6 to6{};
  to6.sin6_family = AF_INET6;
  to6.sin6_port = htons(port);
  inet_pton(AF_INET6, address.c_str(), &to6.sin6_addr);
  sockaddr_in to4{};
  to4.sin_family = AF_INET;
  to4.sin_port = htons(port);
  inet_pton(AF_INET, address.c_str(), &to4.sin_addr);
  const int failed = v6 ? connect(descriptor, reinterpret_cast<sockaddr*>(&to6), sizeof to6)
                        : connect(descriptor, reinterpret_cast<sockaddr*>(&to4), sizeof to4);
  if (failed == 0) return descriptor;
  close(descriptor);
  return -1;
}

}  // namespace

std::string RawResponse::Header(std::string_view name) const {
  const std::string mark = "\r\n" + std::string(name) + ": ";
  const std::size_t at = head.find(mark);
  if (at == std::string::npos) return "";
  const std::size_t begin = at + mark.size();
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

RawClient::RawClient(std::uint16_t port, int receive_buffer_bytes, const std::string& address)
    : descriptor_(Connect(port, receive_buffer_bytes, address)) {}

RawClient::~RawClient() {
  CloseOrderly();
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), received_(std::move(other.received_)), ended_(other.ended_) {}

bool RawClient::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (!Await(descriptor_, POLLOUT)) return false;
    const ssize_t sent = send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::HasInput() const {
  return Await(descriptor_, POLLIN, 0);
}

bool RawClient::Fill() {
  if (ended_ || !Await(descriptor_, POLLIN)) return false;
  std::array<char, 64 * 1024> buffer;
  const ssize_t size = recv(descriptor_, buffer.data(), buffer.size(), 0);
  ended_ = size <= 0;
  reset_ = size < 0 && errno == ECONNRESET;
  if (size > 0) received_.append(buffer.data(), static_cast<std::size_t>(size));
  return !ended_;
}

std::string RawClient::Take(std::size_t size) {
  while (received_.size() < size && Fill()) {
  }
  std::string taken = received_.substr(0, size);
  received_.erase(0, taken.size());
  return taken;
}

std::string RawClient::ReadUntil(std::string_view mark) {
  std::size_t at = received_.find(mark);
  while (at == std::string::npos && Fill()) at = received_.find(mark);
  return Take(at == std::string::npos ? received_.size() : at + mark.size());
}

std::string RawClient::ReadAll() {
  while (Fill()) {
  }
  return std::exchange(received_, {});
}

bool RawClient::ReadChunks(std::string& body) {
  for (;;) {
    const std::string size_line = ReadUntil("\r\n");
    if (!size_line.ends_with("\r\n")) return false;
    const std::size_t size = std::stoul(size_line, nullptr, 16);
    const std::string chunk = Take(size + 2);
    if (chunk.size() < size + 2) return false;
    if (size == 0) return true;
    body.append(chunk, 0, size);
  }
}

RawResponse RawClient::Read(bool to_head) {
  RawResponse response;
  const std::string head = ReadUntil("\r\n\r\n");
  if (!head.ends_with("\r\n\r\n")) return response;
  response.head = ToLower(std::string_view(head).substr(0, head.size() - 2));
  response.status = std::stoi(head.substr(9, 3));
  const std::string length = response.Header("content-length");
  if (to_head || response.status < 200 || response.status == 204 || response.status == 304) {
    response.whole = true;
  } else if (response.Header("transfer-encoding") == "chunked") {
    response.whole = ReadChunks(response.body);
  } else if (!length.empty()) {
    response.body = Take(std::stoul(length));
    response.whole = response.body.size() == std::stoul(length);
  } else {
    response.body = ReadAll();
    response.whole = true;
  }
  return response;
}

bool RawClient::AwaitClose() {
  return received_.empty() && !Fill() && ended_;
}

void RawClient::CloseOrderly() {
  if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
}

void RawClient::CloseWithReset() {
  const linger at_once{1, 0};
  setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  CloseOrderly();
}

void RawClient::FinishWriting() {
  shutdown(descriptor_, SHUT_WR);
}

std::string Get(std::string_view path, std::string_view header_lines) {
  return std::string("GET ").append(path).append(" HTTP/1.1\r\nHost: test\r\n").append(header_lines).append("\r\n");
}

std::string Post(std::string_view path, std::string_view body, std::string_view header_lines) {
  return std::string("POST ")
      .append(path)
      .append(" HTTP/1.1\r\nHost: test\r\nContent-Length: ")
      .append(std::to_string(body.size()))
      .append("\r\n")
      .append(header_lines)
      .append("\r\n")
      .append(body);
}

}  // namespace signalbox::http
