#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <absl/status/status.h>

#include "common/json/document.h"

namespace signalbox::dialect {

/// What a value may be, as far as we understand it: a table that a request is held against. What stands in none of its
/// rows is not looked at, so that fields nobody here knows pass; null is as good as absent, but for an element.
struct Shape;

/// A member of an object.
struct ShapeField {
  std::string_view name;
  const Shape* shape;
  bool required = false;
};

/// More members of an object that says it is of this type; "" stands for one that does not say.
struct ShapeVariant {
  std::string_view type;
  std::span<const ShapeField> fields;
};

struct Shape {
  /// Any of the types below, or-ed.
  unsigned types;

  std::span<const ShapeField> fields = {};
  std::span<const ShapeVariant> variants = {};

  /// Of every element of a list, and of every member of an object that has no `fields`.
  const Shape* each = nullptr;

  static constexpr unsigned kBool = 1;
  static constexpr unsigned kNumber = 2;
  static constexpr unsigned kString = 4;
  static constexpr unsigned kArray = 8;
  static constexpr unsigned kObject = 16;
  static constexpr unsigned kName = 32;  ///< A string that is not empty.
};

namespace shapes {

inline constexpr Shape kFlag{.types = Shape::kBool};
inline constexpr Shape kNumber{.types = Shape::kNumber};
inline constexpr Shape kText{.types = Shape::kString};
inline constexpr Shape kName{.types = Shape::kName};
inline constexpr Shape kTexts{.types = Shape::kArray, .each = &kText};
inline constexpr Shape kObject{.types = Shape::kObject};
inline constexpr Shape kObjects{.types = Shape::kArray, .each = &kObject};
inline constexpr Shape kLabels{.types = Shape::kObject, .each = &kText};

}  // namespace shapes

/// Whether a key is the field of that name.
using IsShapeField = bool (*)(json::Value key, std::string_view name);

bool HasExactName(json::Value key, std::string_view name);

/// Errors: kInvalidArgument as BadField() for the first value that has another type than `shape` says, is missing or
/// empty. `path` is the value's own, empty for a body. Nests as deep as the shape does.
absl::Status CheckShape(json::Value value, const Shape& shape, std::string_view path,
                        IsShapeField is_field = HasExactName);

}  // namespace signalbox::dialect
