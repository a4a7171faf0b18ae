#include "gateway/transcode/schemas.h"

#include <algorithm>

#include "common/protojson/field.h"

namespace signalbox::gateway {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

namespace {

// "signalbox.identity.v1.Key" is "identity.Key".
std::string ComponentName(const Descriptor& message, Schemas::Direction direction) {
  constexpr std::string_view kProduct = "signalbox.";
  constexpr std::string_view kVersion = ".v1.";
  std::string name = message.full_name();
  if (name.starts_with(kProduct)) name.erase(0, kProduct.size());
  if (const std::size_t at = name.find(kVersion); at != std::string::npos) name.erase(at, kVersion.size() - 1);
  const bool request = direction == Schemas::Direction::kRequest;
  return request && !name.ends_with("Request") ? name + "Input" : name;
}

struct Form {
  std::string_view type;
  std::string_view format;
};

Form FormOf(const FieldDescriptor& field) {
  if (protojson::IsMoney(field)) return {"number", ""};
  if (protojson::IsTimestamp(field)) return {"string", "date-time"};
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return {"integer", "int32"};
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT64:
      return {"integer", "int64"};
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return {"number", "double"};
    case FieldDescriptor::CPPTYPE_BOOL:
      return {"boolean", ""};
    default:
      return {"string", field.type() == FieldDescriptor::TYPE_BYTES ? "byte" : ""};
  }
}

void WriteScalar(const Form& form, bool nullable, json::Writer& writer) {
  writer.BeginObject().Key("type");
  if (nullable) {
    writer.BeginArray().String(form.type).String("null").EndArray();
  } else {
    writer.String(form.type);
  }
  if (!form.format.empty()) writer.Key("format").String(form.format);
  writer.EndObject();
}

// The zero value has no word: an answer shows it as null.
void WriteEnum(const EnumDescriptor& type, bool nullable, json::Writer& writer) {
  writer.BeginObject().Key("enum").BeginArray();
  for (int i = 0; i < type.value_count(); ++i) {
    const std::string word = protojson::WordOf(*type.value(i));
    if (!word.empty()) writer.String(word);
  }
  if (nullable) writer.Null();
  writer.EndArray().EndObject();
}

bool IsMessage(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !protojson::IsTimestamp(field);
}

}  // namespace

void Schemas::WriteRef(const Descriptor& message, Direction direction, json::Writer& writer) {
  const std::string name = ComponentName(message, direction);
  if (components_.emplace(name, std::pair(&message, direction)).second) unwritten_.push_back(name);
  writer.BeginObject().Key("$ref").String("#/components/schemas/" + name).EndObject();
}

void Schemas::WriteSingle(const FieldDescriptor& field, Direction direction, bool nullable, json::Writer& writer) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return WriteEnum(*field.enum_type(), nullable || direction == Direction::kResponse, writer);
  }
  if (!IsMessage(field)) return WriteScalar(FormOf(field), nullable, writer);
  if (!nullable) return WriteRef(*field.message_type(), direction, writer);
  writer.BeginObject().Key("anyOf").BeginArray();
  WriteRef(*field.message_type(), direction, writer);
  writer.BeginObject().Key("type").String("null").EndObject().EndArray().EndObject();
}

void Schemas::WriteField(const FieldDescriptor& field, Direction direction, json::Writer& writer) {
  const FieldDescriptor* const inside = protojson::ListInside(field);
  const FieldDescriptor* const list = inside != nullptr ? inside : field.is_repeated() ? &field : nullptr;
  if (list == nullptr) return WriteSingle(field, direction, field.has_presence(), writer);
  if (field.is_map()) {
    writer.BeginObject().Key("type").String("object").Key("additionalProperties");
    WriteSingle(*field.message_type()->map_value(), direction, false, writer);
  } else {
    writer.BeginObject().Key("type");
    inside != nullptr ? writer.BeginArray().String("array").String("null").EndArray() : writer.String("array");
    writer.Key("items");
    WriteSingle(*list, direction, false, writer);
  }
  writer.EndObject();
}

void Schemas::WriteMember(const FieldDescriptor& field, const std::string& name, Direction direction,
                          json::Writer& writer) {
  const std::string description = descriptions_.Of(field);
  writer.Key(name);
  if (description.empty()) return WriteField(field, direction, writer);
  // Beside a $ref or an anyOf a description may stand too, but tools differ; around it they agree.
  writer.BeginObject().Key("description").String(description).Key("allOf").BeginArray();
  WriteField(field, direction, writer);
  writer.EndArray().EndObject();
}

void Schemas::WriteObject(const Descriptor& message, Direction direction,
                          const std::vector<const FieldDescriptor*>& leave_out, json::Writer& writer) {
  const bool response = direction == Direction::kResponse;
  std::vector<std::string> always;
  writer.BeginObject().Key("type").String("object");
  if (const std::string description = descriptions_.Of(message); !description.empty()) {
    writer.Key("description").String(description);
  }
  writer.Key("properties").BeginObject();
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (std::find(leave_out.begin(), leave_out.end(), &field) != leave_out.end()) continue;
    std::vector<std::string> names = {protojson::NameOf(field)};
    if (response) {
      for (std::string& name : protojson::RepeatedUnder(field)) names.push_back(std::move(name));
    }
    for (const std::string& name : names) {
      WriteMember(field, name, direction, writer);
      if (response && field.real_containing_oneof() == nullptr) always.push_back(name);
    }
  }
  writer.EndObject();
  if (!always.empty()) {
    writer.Key("required").BeginArray();
    for (const std::string& name : always) writer.String(name);
    writer.EndArray();
  }
  if (!response) writer.Key("additionalProperties").Bool(false);
  writer.EndObject();
}

void Schemas::WriteComponents(json::Writer& writer) {
  while (!unwritten_.empty()) {
    const std::string name = unwritten_.front();
    unwritten_.pop_front();
    const auto [message, direction] = components_.at(name);
    writer.Key(name);
    WriteObject(*message, direction, {}, writer);
  }
}

}  // namespace signalbox::gateway
