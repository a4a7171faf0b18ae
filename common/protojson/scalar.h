#pragma once

#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <google/protobuf/message.h>

namespace signalbox::protojson {

/// A value as it was given, before anybody knows what it should be.
struct Scalar {
  enum class Source { kString, kNumber, kBool, kParameter };
  Source source;
  std::string text;  ///< Without quotes and escapes; a number's own text; "true" or "false".
};

/// Sets a singular field, or adds to a repeated one: scalars, enums, money, timestamps.
/// Errors: kInvalidArgument "<path>: <what was expected>", with the path as metadata "field".
absl::Status PutScalar(google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
                       const Scalar& scalar, std::string_view path);

/// kInvalidArgument "<path>: <what>", with the path as metadata "field".
absl::Status BadField(std::string_view path, std::string_view what);

}  // namespace signalbox::protojson
