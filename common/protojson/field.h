#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>

namespace signalbox::protojson {

/// The name a field has in JSON: its option's, else its own.
std::string NameOf(const google::protobuf::FieldDescriptor& field);

/// The further names under which answers repeat it.
std::vector<std::string> RepeatedUnder(const google::protobuf::FieldDescriptor& field);

/// The field that requests call `name`; null when there is none. A name from an option wins over a field's own.
const google::protobuf::FieldDescriptor* FindField(const google::protobuf::Descriptor& message, std::string_view name);

/// The known name nearest to `name`; empty when none is near.
std::string NearestName(const google::protobuf::Descriptor& message, std::string_view name);

/// Whether the field holds nano-USD.
bool IsMoney(const google::protobuf::FieldDescriptor& field);

/// Whether the field is a google.protobuf.Timestamp.
bool IsTimestamp(const google::protobuf::FieldDescriptor& field);

/// The list inside a message that exists only so that a list can be absent: its one field, repeated and no map. Null
/// when `field` is no such message.
const google::protobuf::FieldDescriptor* ListInside(const google::protobuf::FieldDescriptor& field);

/// The word of an enum value: "llm_api". Empty for the zero value ..._UNSPECIFIED, which JSON shows as null.
std::string WordOf(const google::protobuf::EnumValueDescriptor& value);

/// The enum value that a word in any case stands for; null when there is none.
const google::protobuf::EnumValueDescriptor* ValueOf(const google::protobuf::EnumDescriptor& type,
                                                     std::string_view word);

}  // namespace signalbox::protojson
