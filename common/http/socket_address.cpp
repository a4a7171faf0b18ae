#include "common/http/socket_address.h"

#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace signalbox::http {
namespace {

std::string FormatV4(const in_addr& address) {
  std::array<char, INET_ADDRSTRLEN> text{};
  inet_ntop(AF_INET, &address, text.data(), text.size());
  return text.data();
}

std::string FormatV6(const in6_addr& address) {
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    in_addr mapped;
    std::memcpy(&mapped, &address.s6_addr[12], sizeof mapped);
    return FormatV4(mapped);
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &address, text.data(), text.size());
  return std::string("[") + text.data() + "]";
}

}  // namespace

std::uint16_t PortOf(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  return 0;
}

std::string FormatAddress(const sockaddr_storage& address) {
  const std::string port = ":" + std::to_string(PortOf(address));
  if (address.ss_family == AF_INET) return FormatV4(reinterpret_cast<const sockaddr_in&>(address).sin_addr) + port;
  if (address.ss_family == AF_INET6) return FormatV6(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr) + port;
  return {};
}

}  // namespace signalbox::http
