#include "tests/support/fake_provider/vectors.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>

#include <fmt/format.h>

#include "tests/support/fake_provider/base64.h"
#include "tests/support/fake_provider/body_hash.h"

namespace signalbox::fake_provider {
namespace {

// splitmix64
std::uint64_t Next(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

}  // namespace

std::vector<float> VectorOf(std::string_view input, int dimensions) {
  std::uint64_t state = BodyHash(input);
  std::vector<double> raw(static_cast<std::size_t>(dimensions));
  double squares = 0;
  for (double& value : raw) {
    value = static_cast<double>(static_cast<std::int64_t>(Next(state)) >> 11U) / 9007199254740992.0;
    squares += value * value;
  }
  std::vector<float> vector;
  vector.reserve(raw.size());
  for (const double value : raw) vector.push_back(static_cast<float>(value / std::sqrt(squares)));
  return vector;
}

std::string VectorJson(const std::vector<float>& vector) {
  std::string out = "[";
  for (const float value : vector) {
    fmt::format_to(std::back_inserter(out), "{}{}", out.size() == 1 ? "" : ",", value);
  }
  return out + "]";
}

std::string VectorBase64(const std::vector<float>& vector) {
  std::string bytes;
  bytes.reserve(vector.size() * 4);
  for (const float value : vector) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(bits >> shift & 0xFFU);
  }
  return Base64(bytes);
}

}  // namespace signalbox::fake_provider
