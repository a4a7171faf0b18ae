#include "common/protojson/scalar.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>

#include <absl/strings/escaping.h>
#include <fmt/format.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "common/json/utf8.h"
#include "common/protojson/field.h"
#include "common/protojson/money.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::protojson {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

namespace {

bool IsText(const Scalar& scalar) {
  return scalar.source == Scalar::Source::kString || scalar.source == Scalar::Source::kParameter;
}

template <typename T>
std::optional<T> NumberIn(const Scalar& scalar) {
  if (scalar.source == Scalar::Source::kBool) return std::nullopt;
  const char* const end = scalar.text.data() + scalar.text.size();
  T value{};
  const auto result = std::from_chars(scalar.text.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  if constexpr (std::is_floating_point_v<T>) {
    if (!std::isfinite(value)) return std::nullopt;
  }
  return value;
}

std::optional<bool> BoolIn(const Scalar& scalar) {
  const bool parameter = scalar.source == Scalar::Source::kParameter;
  if (scalar.source != Scalar::Source::kBool && !parameter) return std::nullopt;
  if (scalar.text == "true" || (parameter && scalar.text == "1")) return true;
  if (scalar.text == "false" || (parameter && scalar.text == "0")) return false;
  return std::nullopt;
}

std::optional<std::string> BytesIn(const Scalar& scalar) {
  const absl::string_view text(scalar.text.data(), scalar.text.size());
  std::string bytes;
  if (!IsText(scalar)) return std::nullopt;
  if (!absl::Base64Unescape(text, &bytes) && !absl::WebSafeBase64Unescape(text, &bytes)) return std::nullopt;
  return bytes;
}

template <typename T>
std::string RangeOf() {
  return fmt::format("expected an integer from {} to {}", std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
}

std::string WordsOf(const google::protobuf::EnumDescriptor& type) {
  std::string words;
  for (int i = 0; i < type.value_count(); ++i) {
    const std::string word = WordOf(*type.value(i));
    if (!word.empty()) words += (words.empty() ? "" : ", ") + word;
  }
  return words;
}

// Knows one field of one message, whether it is singular or repeated.
class Target {
 public:
  Target(Message& message, const FieldDescriptor& field, std::string_view path)
      : message_(message), field_(field), reflection_(*message.GetReflection()), path_(path) {}

  absl::Status Put(const Scalar& scalar) const {
    switch (field_.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return Set(NumberIn<std::int32_t>(scalar), RangeOf<std::int32_t>(), &Reflection::SetInt32,
                   &Reflection::AddInt32);
      case FieldDescriptor::CPPTYPE_UINT32:
        return Set(NumberIn<std::uint32_t>(scalar), RangeOf<std::uint32_t>(), &Reflection::SetUInt32,
                   &Reflection::AddUInt32);
      case FieldDescriptor::CPPTYPE_INT64:
        return PutInt64(scalar);
      case FieldDescriptor::CPPTYPE_UINT64:
        return Set(NumberIn<std::uint64_t>(scalar), RangeOf<std::uint64_t>(), &Reflection::SetUInt64,
                   &Reflection::AddUInt64);
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return Set(NumberIn<double>(scalar), "expected a number", &Reflection::SetDouble, &Reflection::AddDouble);
      case FieldDescriptor::CPPTYPE_FLOAT:
        return Set(NumberIn<float>(scalar), "expected a number", &Reflection::SetFloat, &Reflection::AddFloat);
      case FieldDescriptor::CPPTYPE_BOOL:
        return Set(BoolIn(scalar), "expected true or false", &Reflection::SetBool, &Reflection::AddBool);
      case FieldDescriptor::CPPTYPE_ENUM:
        return PutEnum(scalar);
      case FieldDescriptor::CPPTYPE_STRING:
        return PutText(scalar);
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return IsTimestamp(field_) ? PutTimestamp(scalar) : BadField(path_, "expected an object");
    }
    return BadField(path_, "cannot be set");
  }

 private:
  template <typename T>
  absl::Status Set(std::optional<T> value, std::string_view expected,
                   void (Reflection::*set)(Message*, const FieldDescriptor*, T) const,
                   void (Reflection::*add)(Message*, const FieldDescriptor*, T) const) const {
    if (!value) return BadField(path_, expected);
    (reflection_.*(field_.is_repeated() ? add : set))(&message_, &field_, *std::move(value));
    return absl::OkStatus();
  }

  absl::Status PutInt64(const Scalar& scalar) const {
    const bool money = IsMoney(field_);
    const bool numeric = scalar.source != Scalar::Source::kBool;
    const auto value = !money ? NumberIn<std::int64_t>(scalar) : numeric ? NanosOf(scalar.text) : std::nullopt;
    return Set(value, money ? "expected an amount of USD with at most nine decimals" : RangeOf<std::int64_t>(),
               &Reflection::SetInt64, &Reflection::AddInt64);
  }

  absl::Status PutEnum(const Scalar& scalar) const {
    const auto* const value = IsText(scalar) ? ValueOf(*field_.enum_type(), scalar.text) : nullptr;
    return Set(value ? std::optional<int>(value->number()) : std::nullopt,
               "expected one of " + WordsOf(*field_.enum_type()), &Reflection::SetEnumValue, &Reflection::AddEnumValue);
  }

  absl::Status PutText(const Scalar& scalar) const {
    if (field_.type() == FieldDescriptor::TYPE_BYTES) {
      return Set(BytesIn(scalar), "expected base64", &Reflection::SetString, &Reflection::AddString);
    }
    if (IsText(scalar) && !json::IsUtf8(scalar.text)) return BadField(path_, "not UTF-8");
    return Set(IsText(scalar) ? std::optional<std::string>(scalar.text) : std::nullopt, "expected a string",
               &Reflection::SetString, &Reflection::AddString);
  }

  absl::Status PutTimestamp(const Scalar& scalar) const {
    google::protobuf::Timestamp time;
    if (!IsText(scalar) || !google::protobuf::util::TimeUtil::FromString(scalar.text, &time)) {
      return BadField(path_, "expected a time such as 2026-01-31T12:00:00Z");
    }
    Message* const into = field_.is_repeated() ? reflection_.AddMessage(&message_, &field_)
                                               : reflection_.MutableMessage(&message_, &field_);
    into->ParseFromString(time.SerializeAsString());
    return absl::OkStatus();
  }

  Message& message_;
  const FieldDescriptor& field_;
  const Reflection& reflection_;
  const std::string_view path_;
};

}  // namespace

absl::Status PutScalar(Message& message, const FieldDescriptor& field, const Scalar& scalar, std::string_view path) {
  return Target(message, field, path).Put(scalar);
}

absl::Status BadField(std::string_view path, std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "", fmt::format("{}: {}", path, what),
               {{"field", std::string(path)}});
}

}  // namespace signalbox::protojson
