#include "common/dialect/tool_ids.h"

#include <algorithm>
#include <cstdint>

namespace signalbox::dialect {
namespace {

bool IsAllowed(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// FNV-1a: tells ids apart that would look alike.
std::string Digest(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[hash >> shift & 0xf];
  return digits;
}

}  // namespace

std::string SafeToolId(std::string_view id, std::size_t max_length) {
  if (!id.empty() && id.size() <= max_length && std::all_of(id.begin(), id.end(), IsAllowed)) return std::string(id);
  std::string changed = "call_";
  changed += Digest(id);
  return changed;
}

}  // namespace signalbox::dialect
