#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "common/json/document.h"
#include "common/json/writer.h"

namespace signalbox::dialect::openai_embeddings {

/// Reads a vector in either form. Nothing when it is none, or a number is beyond a float's range.
std::optional<std::vector<float>> ReadVector(json::Value value);

/// Base64 of the floats, each four bytes with the lowest first.
std::string ToBase64(const float* values, std::size_t count);

/// A list of numbers, each the shortest that reads back as the same float.
void WriteNumbers(const float* values, std::size_t count, json::Writer& writer);

}  // namespace signalbox::dialect::openai_embeddings
