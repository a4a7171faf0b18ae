#include "tests/support/fake_provider/gemini/shape.h"

#include <algorithm>

#include <fmt/format.h>

#include "common/status/macros.h"
#include "tests/support/fake_provider/json_read.h"

namespace signalbox::fake_provider::gemini {
namespace {

std::string Camel(std::string_view snake) {
  std::string out;
  for (std::size_t i = 0; i < snake.size(); ++i) {
    const bool joins = snake[i] == '_' && i + 1 < snake.size();
    out += joins ? static_cast<char>(snake[++i] - ('a' - 'A')) : snake[i];
  }
  return out;
}

bool Names(json::Value key, std::string_view snake) {
  return key.Is(snake) || key.Is(Camel(snake));
}

std::string Below(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

absl::Status Unknown(std::string_view what, const std::string& path, std::string_view problem) {
  const std::string at = path.empty() ? "" : fmt::format(" at '{}'", path);
  return Invalid(fmt::format("Invalid JSON payload received. Unknown name \"{}\"{}: {}", what, at, problem), path);
}

absl::Status CheckField(json::Value value, const Field& field, const std::string& path) {
  if (field.shape == nullptr || value.IsNull()) return absl::OkStatus();
  if (field.map) {
    int entry = 0;
    for (const auto& [key, member] : value.members()) {
      RETURN_IF_ERROR(CheckShape(member, *field.shape, fmt::format("{}[{}].value", path, entry++)));
    }
    return absl::OkStatus();
  }
  // A single message where a list is expected is read as a list of one.
  if (!field.repeated || !value.IsArray()) return CheckShape(value, *field.shape, path);
  int index = 0;
  for (const json::Value element : value.elements()) {
    RETURN_IF_ERROR(CheckShape(element, *field.shape, fmt::format("{}[{}]", path, index++)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckShape(json::Value value, const Shape& shape, const std::string& path) {
  if (!value.IsObject()) {
    return Invalid(fmt::format("Invalid value at '{}', Starting an object on a scalar field", path), path);
  }
  for (const auto& [key, member] : value.members()) {
    const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                    [&key = key](const Field& known) { return Names(key, known.name); });
    if (field == shape.fields.end()) return Unknown(key.Text(), path, "Cannot find field.");
    RETURN_IF_ERROR(CheckField(member, *field, Below(path, field->name)));
  }
  return absl::OkStatus();
}

std::optional<json::Value> FieldAt(json::Value object, std::string_view snake_name) {
  auto found = MemberAt(object, snake_name);
  return found ? found : MemberAt(object, Camel(snake_name));
}

}  // namespace signalbox::fake_provider::gemini
