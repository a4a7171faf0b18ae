#include "common/dialect/shape.h"

#include <array>
#include <string>
#include <utility>

#include "common/dialect/field_error.h"
#include "common/status/macros.h"

namespace signalbox::dialect {
namespace {

// Where a value stands; spelled out only for an error.
struct Place {
  const Place* parent;
  std::string_view name;  // Of a member; of the root: the path it was given.
  int index = -1;         // Of an element.

  std::string Text() const {
    std::string text = parent == nullptr ? std::string() : parent->Text();
    if (index >= 0) {
      text += '[';
      text += std::to_string(index);
      text += ']';
      return text;
    }
    if (!text.empty()) text += '.';
    text += name;
    return text;
  }

  absl::Status Bad(std::string_view what) const { return BadField(Text(), what); }
};

unsigned TypeOf(json::Value value) {
  switch (value.type()) {
    case json::Type::kBool:
      return Shape::kBool;
    case json::Type::kNumber:
      return Shape::kNumber;
    case json::Type::kString:
      return Shape::kString | Shape::kName;
    case json::Type::kArray:
      return Shape::kArray;
    case json::Type::kObject:
      return Shape::kObject;
    case json::Type::kNull:
      return 0;
  }
  return 0;
}

std::string Expected(unsigned types) {
  constexpr std::array<std::pair<unsigned, std::string_view>, 5> kWords = {{{Shape::kString | Shape::kName, "a string"},
                                                                            {Shape::kNumber, "a number"},
                                                                            {Shape::kBool, "true or false"},
                                                                            {Shape::kArray, "an array"},
                                                                            {Shape::kObject, "an object"}}};
  std::string text = "expected ";
  bool first = true;
  for (const auto& [type, word] : kWords) {
    if ((types & type) == 0) continue;
    if (!first) text += " or ";
    text += word;
    first = false;
  }
  return text;
}

class Checker {
 public:
  explicit Checker(IsShapeField is_field) : is_field_(is_field) {}

  absl::Status Check(json::Value value, const Shape& shape, const Place& place) const {
    if ((TypeOf(value) & shape.types) == 0) return place.Bad(Expected(shape.types));
    if ((shape.types & Shape::kName) != 0 && value.Is("")) return place.Bad("must not be empty");
    if (value.IsArray() && shape.each != nullptr) return CheckElements(value, *shape.each, place);
    if (!value.IsObject()) return absl::OkStatus();
    if (shape.fields.empty() && shape.each != nullptr) return CheckLabels(value, *shape.each, place);
    RETURN_IF_ERROR(CheckFields(value, shape.fields, place));
    return shape.variants.empty() ? absl::OkStatus() : CheckVariant(value, shape.variants, place);
  }

 private:
  absl::Status CheckElements(json::Value array, const Shape& each, const Place& place) const {
    int index = 0;
    for (const json::Value element : array.elements()) {
      RETURN_IF_ERROR(Check(element, each, {.parent = &place, .name = {}, .index = index++}));
    }
    return absl::OkStatus();
  }

  absl::Status CheckLabels(json::Value object, const Shape& each, const Place& place) const {
    for (const auto [key, value] : object.members()) {
      if ((TypeOf(value) & each.types) != 0) continue;
      const std::string name = key.Text();
      return Place{.parent = &place, .name = name}.Bad(Expected(each.types));
    }
    return absl::OkStatus();
  }

  absl::Status CheckFields(json::Value object, std::span<const ShapeField> fields, const Place& place) const {
    for (const auto [key, value] : object.members()) {
      if (value.IsNull()) continue;
      for (const ShapeField& field : fields) {
        if (!is_field_(key, field.name)) continue;
        RETURN_IF_ERROR(Check(value, *field.shape, {.parent = &place, .name = field.name}));
        break;
      }
    }
    for (const ShapeField& field : fields) {
      if (field.required && !Find(object, field.name)) {
        return Place{.parent = &place, .name = field.name}.Bad("required");
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckVariant(json::Value object, std::span<const ShapeVariant> variants, const Place& place) const {
    const auto type = Find(object, "type");
    for (const ShapeVariant& variant : variants) {
      if (type ? type->Is(variant.type) : variant.type.empty()) return CheckFields(object, variant.fields, place);
    }
    return absl::OkStatus();
  }

  std::optional<json::Value> Find(json::Value object, std::string_view name) const {
    for (const auto [key, value] : object.members()) {
      if (is_field_(key, name)) return value.IsNull() ? std::nullopt : std::optional(value);
    }
    return std::nullopt;
  }

  const IsShapeField is_field_;
};

}  // namespace

bool HasExactName(json::Value key, std::string_view name) {
  return key.Is(name);
}

absl::Status CheckShape(json::Value value, const Shape& shape, std::string_view path, IsShapeField is_field) {
  return Checker(is_field).Check(value, shape, {.parent = nullptr, .name = path});
}

}  // namespace signalbox::dialect
