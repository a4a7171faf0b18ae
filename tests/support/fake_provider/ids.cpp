#include "tests/support/fake_provider/ids.h"

#include <random>

#include <fmt/format.h>

namespace signalbox::fake_provider {

std::string NextId(std::string_view prefix) {
  static const std::uint64_t kProcess = (std::uint64_t{std::random_device{}()} << 32U) | std::random_device{}();
  static std::uint32_t count = 0;
  return fmt::format("{}{:016x}{:08x}", prefix, kProcess, ++count);
}

std::string Ids::Next(std::string_view prefix) {
  return fixed_ ? fmt::format("{}{:024}", prefix, ++count_) : NextId(prefix);
}

}  // namespace signalbox::fake_provider
