#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace signalbox::fake_provider {

/// The embedding of `input`: the same for the same text in every dialect, of length 1.
std::vector<float> VectorOf(std::string_view input, int dimensions);

/// As a JSON array; each number reads back as the same float.
std::string VectorJson(const std::vector<float>& vector);

/// As base64 of little-endian floats.
std::string VectorBase64(const std::vector<float>& vector);

}  // namespace signalbox::fake_provider
