#pragma once

#include <string>

#include <sys/socket.h>

namespace signalbox::upstream {

/// Whether an address belongs to the public internet: not loopback, private, link-local, shared, reserved, multicast or
/// a cloud's metadata service, and not an IPv6 form that carries such an IPv4 address. Anything but IP is not public.
bool IsPublicAddress(const sockaddr& address);

/// The same of an address in text. Text that is no address is not public.
bool IsPublicAddress(const std::string& text);

}  // namespace signalbox::upstream
