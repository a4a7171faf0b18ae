#pragma once

#include <cstdint>
#include <string>

#include <sys/socket.h>

namespace signalbox::http {

/// "127.0.0.1:40312" or "[::1]:40312"; IPv4 callers of an IPv6 socket are shown as IPv4. Empty for other families.
std::string FormatAddress(const sockaddr_storage& address);

/// The port of an IPv4 or IPv6 address, else 0.
std::uint16_t PortOf(const sockaddr_storage& address);

}  // namespace signalbox::http
