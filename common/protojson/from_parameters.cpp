#include <memory>
#include <set>

#include <fmt/format.h>

#include "common/json/utf8.h"
#include "common/protojson/field.h"
#include "common/protojson/protojson.h"
#include "common/protojson/scalar.h"
#include "common/status/macros.h"

namespace signalbox::protojson {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

namespace {

// What is set already came from the body or the path: it may be said again, but not otherwise.
absl::Status PutSingular(Message& message, const FieldDescriptor& field, const Scalar& scalar, std::string_view name) {
  if (message.GetReflection()->HasField(message, &field)) {
    const std::unique_ptr<Message> other(message.New());
    RETURN_IF_ERROR(PutScalar(*other, field, scalar, name));
    const bool same = FieldToJson(*other, field.name()) == FieldToJson(message, field.name());
    return same ? absl::OkStatus() : BadField(name, "given twice, with different values");
  }
  return PutScalar(message, field, scalar, name);
}

absl::Status Put(Message& message, const FieldDescriptor& field, const Scalar& scalar, std::string_view name) {
  if (const FieldDescriptor* const list = ListInside(field)) {
    return PutScalar(*message.GetReflection()->MutableMessage(&message, &field), *list, scalar, name);
  }
  if (field.is_map() || (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !IsTimestamp(field))) {
    return BadField(name, "cannot be given as a parameter");
  }
  return field.is_repeated() ? PutScalar(message, field, scalar, name) : PutSingular(message, field, scalar, name);
}

}  // namespace

absl::Status FromParameters(const std::vector<std::pair<std::string, std::string>>& parameters, Message& message) {
  std::set<const FieldDescriptor*> given;
  for (const auto& [name, text] : parameters) {
    const FieldDescriptor* const field = FindField(*message.GetDescriptor(), name);
    const std::string shown = json::RepairUtf8(std::string_view(name).substr(0, 64));
    if (field == nullptr) {
      const std::string nearest = NearestName(*message.GetDescriptor(), name);
      return BadField(shown,
                      "unknown parameter" + (nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest)));
    }
    const bool list = field->is_repeated() || ListInside(*field) != nullptr;
    if (!given.insert(field).second && !list) return BadField(shown, "given twice");
    RETURN_IF_ERROR(Put(message, *field, {Scalar::Source::kParameter, text}, shown));
  }
  return absl::OkStatus();
}

}  // namespace signalbox::protojson
