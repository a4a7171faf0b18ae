#include "common/upstream/address_guard.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace signalbox::upstream {
namespace {

struct Range4 {
  std::uint32_t network;
  int prefix;
};

constexpr std::uint32_t Ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return (a << 24U) | (b << 16U) | (c << 8U) | d;
}

constexpr Range4 kForbidden4[] = {
    {Ip(0, 0, 0, 0), 8},         // This network; 0.0.0.0 reaches the local host.
    {Ip(10, 0, 0, 0), 8},        // Private.
    {Ip(100, 64, 0, 0), 10},     // Carrier-grade NAT; 100.100.100.200 is Alibaba's metadata service.
    {Ip(127, 0, 0, 0), 8},       // Loopback.
    {Ip(168, 63, 129, 16), 32},  // Azure's host agent.
    {Ip(169, 254, 0, 0), 16},    // Link-local; 169.254.169.254 is most clouds' metadata service.
    {Ip(172, 16, 0, 0), 12},     // Private.
    {Ip(192, 0, 0, 0), 24},      // Protocol assignments; 192.0.0.192 is Oracle's metadata service.
    {Ip(192, 0, 2, 0), 24},      // Documentation.
    {Ip(192, 168, 0, 0), 16},    // Private.
    {Ip(198, 18, 0, 0), 15},     // Benchmarking.
    {Ip(198, 51, 100, 0), 24},   // Documentation.
    {Ip(203, 0, 113, 0), 24},    // Documentation.
    {Ip(224, 0, 0, 0), 3},       // Multicast, reserved, broadcast.
};

using Bytes16 = std::array<std::uint8_t, 16>;

struct Range6 {
  Bytes16 network;
  int prefix;
};

constexpr Range6 kForbidden6[] = {
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48},  // NAT64 of the local network.
    {{0x01, 0x00}, 64},                          // Discard.
    {{0x20, 0x01, 0x00, 0x00}, 32},              // Teredo: tunnels to an address that cannot be seen from here.
    {{0x20, 0x01, 0x0d, 0xb8}, 32},              // Documentation.
    {{0xfc, 0x00}, 7},                           // Unique local; fd00:ec2::254 is Amazon's metadata service.
    {{0xfe, 0x80}, 10},                          // Link-local.
    {{0xfe, 0xc0}, 10},                          // Site-local.
    {{0xff, 0x00}, 8},                           // Multicast.
};

// IPv6 prefixes behind which an IPv4 address follows.
constexpr Range6 kCarriers[] = {
    {{}, 96},                                          // IPv4-compatible; also :: and ::1.
    {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96},  // IPv4-mapped.
    {{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96},        // IPv4-translated.
    {{0x00, 0x64, 0xff, 0x9b}, 96},                    // NAT64.
    {{0x20, 0x02}, 16},                                // 6to4.
};

bool IsPublic4(std::uint32_t address) {
  return std::none_of(std::begin(kForbidden4), std::end(kForbidden4), [&](const Range4& range) {
    return ((address ^ range.network) >> static_cast<unsigned>(32 - range.prefix)) == 0;
  });
}

bool Contains(const Range6& range, const Bytes16& address) {
  for (int bit = 0; bit < range.prefix; bit += 8) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    const int width = std::min(range.prefix - bit, 8);
    if (((address[byte] ^ range.network[byte]) >> (8 - width)) != 0) return false;
  }
  return true;
}

std::uint32_t Embedded(const Bytes16& address, std::size_t from) {
  return Ip(address[from], address[from + 1], address[from + 2], address[from + 3]);
}

bool IsPublic6(const Bytes16& address) {
  for (const Range6& carrier : kCarriers) {
    if (Contains(carrier, address) && !IsPublic4(Embedded(address, static_cast<std::size_t>(carrier.prefix / 8)))) {
      return false;
    }
  }
  return std::none_of(std::begin(kForbidden6), std::end(kForbidden6),
                      [&](const Range6& range) { return Contains(range, address); });
}

Bytes16 ToBytes(const in6_addr& address) {
  Bytes16 bytes;
  std::memcpy(bytes.data(), &address, bytes.size());
  return bytes;
}

}  // namespace

bool IsPublicAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in ip4{};
    std::memcpy(&ip4, &address, sizeof(ip4));
    return IsPublic4(ntohl(ip4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 ip6{};
    std::memcpy(&ip6, &address, sizeof(ip6));
    return IsPublic6(ToBytes(ip6.sin6_addr));
  }
  return false;
}

bool IsPublicAddress(const std::string& text) {
  in_addr ip4{};
  if (inet_pton(AF_INET, text.c_str(), &ip4) == 1) return IsPublic4(ntohl(ip4.s_addr));
  in6_addr ip6{};
  if (inet_pton(AF_INET6, text.c_str(), &ip6) == 1) return IsPublic6(ToBytes(ip6));
  return false;
}

}  // namespace signalbox::upstream
