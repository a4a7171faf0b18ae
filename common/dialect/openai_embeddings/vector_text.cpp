#include "common/dialect/openai_embeddings/vector_text.h"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "common/dialect/data_url.h"

namespace signalbox::dialect::openai_embeddings {
namespace {

constexpr std::size_t kFloatBytes = 4;

std::optional<std::vector<float>> FromBase64(std::string_view text) {
  const auto bytes = DecodeBase64(text);
  if (!bytes || bytes->size() % kFloatBytes != 0) return std::nullopt;
  std::vector<float> values;
  values.reserve(bytes->size() / kFloatBytes);
  for (std::size_t at = 0; at < bytes->size(); at += kFloatBytes) {
    std::uint32_t bits = 0;
    for (std::size_t i = kFloatBytes; i-- > 0;) bits = bits << 8 | static_cast<unsigned char>((*bytes)[at + i]);
    values.push_back(std::bit_cast<float>(bits));
    if (!std::isfinite(values.back())) return std::nullopt;
  }
  return values;
}

std::optional<std::vector<float>> FromNumbers(json::Value list) {
  std::vector<float> values;
  for (const json::Value element : list.elements()) {
    const auto number = element.Number();
    if (!number || std::abs(*number) > std::numeric_limits<float>::max()) return std::nullopt;
    values.push_back(static_cast<float>(*number));
  }
  return values;
}

}  // namespace

std::optional<std::vector<float>> ReadVector(json::Value value) {
  if (value.IsString()) return FromBase64(value.Text());
  return value.IsArray() ? FromNumbers(value) : std::nullopt;
}

std::string ToBase64(const float* values, std::size_t count) {
  std::string bytes;
  bytes.reserve(count * kFloatBytes);
  for (std::size_t i = 0; i < count; ++i) {
    auto bits = std::bit_cast<std::uint32_t>(values[i]);
    for (std::size_t byte = 0; byte < kFloatBytes; ++byte, bits >>= 8) bytes += static_cast<char>(bits & 0xFF);
  }
  return EncodeBase64(bytes);
}

void WriteNumbers(const float* values, std::size_t count, json::Writer& writer) {
  writer.BeginArray();
  for (std::size_t i = 0; i < count; ++i) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), values[i]).ptr;
    writer.Raw({digits.data(), static_cast<std::size_t>(end - digits.data())});
  }
  writer.EndArray();
}

}  // namespace signalbox::dialect::openai_embeddings
