#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "common/json/writer.h"
#include "gateway/transcode/descriptions.h"

namespace signalbox::gateway {

/// Writes JSON Schemas of messages as common/protojson reads and writes them, and remembers which messages were
/// referred to.
///
/// A message that is read and one that is written differ: an answer has every field and its further names, a request
/// none of them need be there. One that is used both ways therefore has two schemas.
class Schemas {
 public:
  enum class Direction { kRequest, kResponse };

  explicit Schemas(const Descriptions& descriptions) : descriptions_(descriptions) {}

  /// {"$ref":"#/components/schemas/..."}
  void WriteRef(const google::protobuf::Descriptor& message, Direction direction, json::Writer& writer);

  /// The schema of one field's value.
  void WriteField(const google::protobuf::FieldDescriptor& field, Direction direction, json::Writer& writer);

  /// An object without the fields in `leave_out`.
  void WriteObject(const google::protobuf::Descriptor& message, Direction direction,
                   const std::vector<const google::protobuf::FieldDescriptor*>& leave_out, json::Writer& writer);

  /// Members "name":{schema} for everything referred to so far, and what that refers to in turn.
  void WriteComponents(json::Writer& writer);

 private:
  void WriteSingle(const google::protobuf::FieldDescriptor& field, Direction direction, bool nullable,
                   json::Writer& writer);
  void WriteMember(const google::protobuf::FieldDescriptor& field, const std::string& name, Direction direction,
                   json::Writer& writer);

  const Descriptions& descriptions_;
  std::map<std::string, std::pair<const google::protobuf::Descriptor*, Direction>> components_;
  std::deque<std::string> unwritten_;
};

}  // namespace signalbox::gateway
