#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <absl/strings/escaping.h>
#include <fmt/format.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "common/json/writer.h"
#include "common/protojson/field.h"
#include "common/protojson/money.h"
#include "common/protojson/protojson.h"

namespace signalbox::protojson {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

namespace {

void WriteMessage(const Message& message, json::Writer& writer);
void WriteField(const Message& message, const FieldDescriptor& field, json::Writer& writer);

std::string Base64(const std::string& bytes) {
  return absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()));
}

void WriteTimestamp(const Message& message, json::Writer& writer) {
  using google::protobuf::util::TimeUtil;
  google::protobuf::Timestamp time;
  time.ParseFromString(message.SerializeAsString());
  const bool valid = time.seconds() >= TimeUtil::kTimestampMinSeconds &&
                     time.seconds() <= TimeUtil::kTimestampMaxSeconds && time.nanos() >= 0 &&
                     time.nanos() < 1'000'000'000;
  valid ? writer.String(TimeUtil::ToString(time)) : writer.Null();
}

void WriteEnum(const google::protobuf::EnumDescriptor& type, int number, json::Writer& writer) {
  const auto* const value = type.FindValueByNumber(number);
  if (value == nullptr) {
    writer.Int(number);  // Of a newer service: its number says more than nothing.
    return;
  }
  const std::string word = WordOf(*value);
  word.empty() ? writer.Null() : writer.String(word);
}

void WriteInt64(const FieldDescriptor& field, std::int64_t value, json::Writer& writer) {
  IsMoney(field) ? writer.Raw(UsdOf(value)) : writer.Int(value);
}

void WriteText(const FieldDescriptor& field, const std::string& text, json::Writer& writer) {
  writer.String(field.type() == FieldDescriptor::TYPE_BYTES ? Base64(text) : text);
}

// One value: of the singular field, or, with an index, of the repeated one.
class Reader {
 public:
  Reader(const Message& message, const FieldDescriptor& field, int index = -1)
      : message_(message), field_(field), reflection_(*message.GetReflection()), index_(index) {}

  void WriteTo(json::Writer& writer) const {
    switch (field_.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        writer.Int(Get(&Reflection::GetInt32, &Reflection::GetRepeatedInt32));
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        writer.Int(Get(&Reflection::GetUInt32, &Reflection::GetRepeatedUInt32));
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        WriteInt64(field_, Get(&Reflection::GetInt64, &Reflection::GetRepeatedInt64), writer);
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        writer.Raw(std::to_string(Get(&Reflection::GetUInt64, &Reflection::GetRepeatedUInt64)));
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        writer.Number(Get(&Reflection::GetDouble, &Reflection::GetRepeatedDouble));
        break;
      case FieldDescriptor::CPPTYPE_FLOAT:
        writer.Raw(Shortest(Get(&Reflection::GetFloat, &Reflection::GetRepeatedFloat)));
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        writer.Bool(Get(&Reflection::GetBool, &Reflection::GetRepeatedBool));
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        WriteEnum(*field_.enum_type(), Get(&Reflection::GetEnumValue, &Reflection::GetRepeatedEnumValue), writer);
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        WriteText(field_, Get(&Reflection::GetString, &Reflection::GetRepeatedString), writer);
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        WriteSub(index_ < 0 ? reflection_.GetMessage(message_, &field_)
                            : reflection_.GetRepeatedMessage(message_, &field_, index_),
                 writer);
        break;
    }
  }

 private:
  template <typename T>
  T Get(T (Reflection::*one)(const Message&, const FieldDescriptor*) const,
        T (Reflection::*of_many)(const Message&, const FieldDescriptor*, int) const) const {
    return index_ < 0 ? (reflection_.*one)(message_, &field_) : (reflection_.*of_many)(message_, &field_, index_);
  }

  static std::string Shortest(float value) {
    return std::isfinite(value) ? fmt::format("{}", value) : std::string("null");
  }

  void WriteSub(const Message& sub, json::Writer& writer) const {
    if (IsTimestamp(field_)) {
      WriteTimestamp(sub, writer);
    } else if (const FieldDescriptor* const list = ListInside(field_)) {
      WriteField(sub, *list, writer);
    } else {
      WriteMessage(sub, writer);
    }
  }

  const Message& message_;
  const FieldDescriptor& field_;
  const Reflection& reflection_;
  const int index_;
};

// A map's entries have no order of their own; sorted, equal messages give equal texts.
void WriteMap(const Message& message, const FieldDescriptor& field, json::Writer& writer) {
  const FieldDescriptor& key = *field.message_type()->map_key();
  const FieldDescriptor& value = *field.message_type()->map_value();
  std::vector<std::pair<std::string, const Message*>> entries;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
    const Message& entry = message.GetReflection()->GetRepeatedMessage(message, &field, i);
    if (key.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      entries.emplace_back(entry.GetReflection()->GetString(entry, &key), &entry);
    } else {
      json::Writer text;
      Reader(entry, key).WriteTo(text);
      entries.emplace_back(text.Take(), &entry);
    }
  }
  std::sort(entries.begin(), entries.end());
  writer.BeginObject();
  for (const auto& [name, entry] : entries) {
    writer.Key(name);
    Reader(*entry, value).WriteTo(writer);
  }
  writer.EndObject();
}

void WriteField(const Message& message, const FieldDescriptor& field, json::Writer& writer) {
  const Reflection& reflection = *message.GetReflection();
  if (field.is_map()) return WriteMap(message, field, writer);
  if (field.is_repeated()) {
    writer.BeginArray();
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) Reader(message, field, i).WriteTo(writer);
    writer.EndArray();
    return;
  }
  if (field.has_presence() && !reflection.HasField(message, &field)) {
    writer.Null();
    return;
  }
  Reader(message, field).WriteTo(writer);
}

void WriteMessage(const Message& message, json::Writer& writer) {
  writer.BeginObject();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    // Of the alternatives of a oneof only the chosen one is there at all.
    if (field.real_containing_oneof() != nullptr && !message.GetReflection()->HasField(message, &field)) continue;
    writer.Key(NameOf(field));
    WriteField(message, field, writer);
    for (const std::string& name : RepeatedUnder(field)) {
      writer.Key(name);
      WriteField(message, field, writer);
    }
  }
  writer.EndObject();
}

}  // namespace

std::string ToJson(const Message& message) {
  json::Writer writer;
  WriteMessage(message, writer);
  return writer.Take();
}

std::string FieldToJson(const Message& message, std::string_view field) {
  const FieldDescriptor* const descriptor = message.GetDescriptor()->FindFieldByName(std::string(field));
  GOOGLE_CHECK(descriptor != nullptr) << message.GetTypeName() << " has no such field";
  json::Writer writer;
  WriteField(message, *descriptor, writer);
  return writer.Take();
}

}  // namespace signalbox::protojson
