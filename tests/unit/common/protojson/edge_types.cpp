#include "tests/unit/common/protojson/edge_types.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/timestamp.pb.h>

#include "signalbox/http/v1/annotations.pb.h"

namespace signalbox::protojson {
namespace {

constexpr char kFile[] = R"(
  name: "edge.proto" package: "edge" syntax: "proto3" dependency: "google/protobuf/timestamp.proto"
  message_type {
    name: "Edge"
    field { name: "i32" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL }
    field { name: "u32" number: 2 type: TYPE_UINT32 label: LABEL_OPTIONAL }
    field { name: "i64" number: 3 type: TYPE_INT64 label: LABEL_OPTIONAL }
    field { name: "u64" number: 4 type: TYPE_UINT64 label: LABEL_OPTIONAL }
    field { name: "f32" number: 5 type: TYPE_FLOAT label: LABEL_OPTIONAL }
    field { name: "f64" number: 6 type: TYPE_DOUBLE label: LABEL_OPTIONAL }
    field { name: "raw" number: 7 type: TYPE_BYTES label: LABEL_OPTIONAL }
    field { name: "by_number" number: 8 type: TYPE_MESSAGE type_name: ".edge.Edge.ByNumberEntry" label: LABEL_REPEATED }
    field { name: "times" number: 9 type: TYPE_MESSAGE type_name: ".google.protobuf.Timestamp" label: LABEL_REPEATED }
    field { name: "child" number: 10 type: TYPE_MESSAGE type_name: ".edge.Edge" label: LABEL_OPTIONAL }
    field { name: "children" number: 11 type: TYPE_MESSAGE type_name: ".edge.Edges" label: LABEL_OPTIONAL }
    field { name: "one" number: 12 type: TYPE_STRING label: LABEL_OPTIONAL oneof_index: 0 }
    field { name: "two" number: 13 type: TYPE_STRING label: LABEL_OPTIONAL oneof_index: 0 }
    field { name: "cost_nanos" number: 14 type: TYPE_INT64 label: LABEL_REPEATED
            options { [signalbox.http.v1.field] { name: "costs" accept: "cost" money: true } } }
    field { name: "old_name" number: 15 type: TYPE_STRING label: LABEL_OPTIONAL
            options { [signalbox.http.v1.field] { name: "taken" } } }
    field { name: "taken" number: 16 type: TYPE_STRING label: LABEL_OPTIONAL
            options { [signalbox.http.v1.field] { name: "other" } } }
    field { name: "color" number: 17 type: TYPE_ENUM type_name: ".edge.Color" label: LABEL_REPEATED }
    field { name: "yes" number: 18 type: TYPE_BOOL label: LABEL_REPEATED }
    nested_type {
      name: "ByNumberEntry" options { map_entry: true }
      field { name: "key" number: 1 type: TYPE_INT32 label: LABEL_OPTIONAL }
      field { name: "value" number: 2 type: TYPE_BOOL label: LABEL_OPTIONAL }
    }
    oneof_decl { name: "choice" }
  }
  message_type {
    name: "Edges"
    field { name: "list" number: 1 type: TYPE_MESSAGE type_name: ".edge.Edge" label: LABEL_REPEATED }
  }
  enum_type {
    name: "Color"
    value { name: "COLOR_UNSPECIFIED" number: 0 }
    value { name: "DARK_RED" number: 1 }
  }
)";

const google::protobuf::Message& Prototype() {
  static const google::protobuf::Message* const prototype = [] {
    (void)google::protobuf::Timestamp::descriptor();
    google::protobuf::FileDescriptorProto file;
    GOOGLE_CHECK(google::protobuf::TextFormat::ParseFromString(kFile, &file));
    auto* const pool = new google::protobuf::DescriptorPool(google::protobuf::DescriptorPool::generated_pool());
    const auto* const built = pool->BuildFile(file);
    GOOGLE_CHECK(built != nullptr);
    auto* const factory = new google::protobuf::DynamicMessageFactory(pool);
    return factory->GetPrototype(built->FindMessageTypeByName("Edge"));
  }();
  return *prototype;
}

}  // namespace

std::unique_ptr<google::protobuf::Message> NewEdge() {
  return std::unique_ptr<google::protobuf::Message>(Prototype().New());
}

}  // namespace signalbox::protojson
