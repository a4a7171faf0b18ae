#include <set>
#include <string>

#include <fmt/format.h>

#include "common/json/document.h"
#include "common/json/utf8.h"
#include "common/protojson/field.h"
#include "common/protojson/protojson.h"
#include "common/protojson/scalar.h"
#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::protojson {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

constexpr json::Limits kLimits = {.max_depth = 64, .max_values = 200'000};

absl::Status Fill(Message& message, json::Value object, const std::string& path);
absl::Status PutField(Message& message, const FieldDescriptor& field, json::Value value, const std::string& path);

Scalar ScalarOf(json::Value value) {
  if (value.IsString()) return {Scalar::Source::kString, value.Text()};
  return {value.IsNumber() ? Scalar::Source::kNumber : Scalar::Source::kBool, std::string(value.raw())};
}

// One value of the field: the singular one, or a further element of the repeated one.
absl::Status PutOne(Message& message, const FieldDescriptor& field, json::Value value, const std::string& path) {
  const bool scalar = !value.IsObject() && !value.IsArray();
  if (value.IsNull()) return BadField(path, "must not be null");
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || IsTimestamp(field)) {
    if (!scalar) return BadField(path, value.IsArray() ? "expected one value, not a list" : "expected no object");
    return PutScalar(message, field, ScalarOf(value), path);
  }
  if (!value.IsObject()) return BadField(path, "expected an object");
  Message* const sub = field.is_repeated() ? message.GetReflection()->AddMessage(&message, &field)
                                           : message.GetReflection()->MutableMessage(&message, &field);
  return Fill(*sub, value, path);
}

absl::Status PutMap(Message& message, const FieldDescriptor& field, json::Value value, const std::string& path) {
  if (!value.IsObject()) return BadField(path, "expected an object");
  if (const auto twice = json::RepeatedName(value)) return BadField(path + "." + *twice, "given twice");
  for (const auto [key, member] : value.members()) {
    const std::string name = key.Text();
    Message* const entry = message.GetReflection()->AddMessage(&message, &field);
    const std::string place = path + "." + name;
    RETURN_IF_ERROR(PutScalar(*entry, *field.message_type()->map_key(), {Scalar::Source::kString, name}, place));
    RETURN_IF_ERROR(PutOne(*entry, *field.message_type()->map_value(), member, place));
  }
  return absl::OkStatus();
}

absl::Status PutList(Message& message, const FieldDescriptor& field, json::Value value, const std::string& path) {
  if (!value.IsArray()) return PutOne(message, field, value, path);
  int index = 0;
  for (const json::Value element : value.elements()) {
    RETURN_IF_ERROR(PutOne(message, field, element, fmt::format("{}[{}]", path, index++)));
  }
  return absl::OkStatus();
}

absl::Status PutField(Message& message, const FieldDescriptor& field, json::Value value, const std::string& path) {
  if (value.IsNull()) return absl::OkStatus();
  if (field.is_map()) return PutMap(message, field, value, path);
  if (field.is_repeated()) return PutList(message, field, value, path);
  if (const FieldDescriptor* const list = ListInside(field)) {
    return PutList(*message.GetReflection()->MutableMessage(&message, &field), *list, value, path);
  }
  return PutOne(message, field, value, path);
}

absl::Status UnknownField(const Message& message, const std::string& path, const std::string& name) {
  const std::string nearest = NearestName(*message.GetDescriptor(), name);
  const std::string hint = nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest);
  return BadField(path, "unknown field" + hint);
}

absl::Status Fill(Message& message, json::Value object, const std::string& path) {
  std::set<const FieldDescriptor*> given;
  for (const auto [key, value] : object.members()) {
    const std::string name = key.Text();
    const std::string shown(json::PrefixOf(name, 64));
    const std::string place = path.empty() ? shown : path + "." + shown;
    const FieldDescriptor* const field = FindField(*message.GetDescriptor(), name);
    if (field == nullptr) return UnknownField(message, place, name);
    if (!given.insert(field).second) {
      return BadField(place, name == NameOf(*field) ? "given twice" : "given twice, also as " + NameOf(*field));
    }
    RETURN_IF_ERROR(PutField(message, *field, value, place));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status FromJson(std::string_view json, Message& message) {
  json::Document document;
  if (const absl::Status status = document.Read(json, kLimits); !status.ok()) {
    return Error(status.code(), "", "the body cannot be read: " + MessageOf(status));
  }
  if (!document.root().IsObject()) {
    return Error(absl::StatusCode::kInvalidArgument, "", "the body must be a JSON object");
  }
  return Fill(message, document.root(), "");
}

}  // namespace signalbox::protojson
