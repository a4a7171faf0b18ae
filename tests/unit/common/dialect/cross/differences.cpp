#include "tests/unit/common/dialect/cross/differences.h"

#include <memory>
#include <vector>

#include <google/protobuf/io/printer.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/message_differencer.h>
#include <nlohmann/json.hpp>

namespace signalbox::dialect::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void Compact(Message& message);

void CompactField(Message& message, const FieldDescriptor& field) {
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  if (field.name() == "form_json" || field.name() == "dialect") return reflection.ClearField(&message, &field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING && field.name().ends_with("_json")) {
    const auto value = nlohmann::json::parse(reflection.GetString(message, &field), nullptr, false);
    if (!value.is_discarded()) reflection.SetString(&message, &field, value.dump());
  }
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field.is_map()) return;
  if (!field.is_repeated()) return Compact(*reflection.MutableMessage(&message, &field));
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    Compact(*reflection.MutableRepeatedMessage(&message, &field, i));
  }
}

void Compact(Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) CompactField(message, *field);
}

std::unique_ptr<Message> Compacted(const Message& message) {
  std::unique_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  Compact(*copy);
  return copy;
}

}  // namespace

std::string Differences(const Message& a, const Message& b) {
  std::string differences;
  {
    google::protobuf::io::StringOutputStream stream(&differences);
    google::protobuf::io::Printer printer(&stream, '$');
    google::protobuf::util::MessageDifferencer::StreamReporter reporter(&printer);
    google::protobuf::util::MessageDifferencer differencer;
    differencer.ReportDifferencesTo(&reporter);
    differencer.Compare(*Compacted(a), *Compacted(b));
  }
  return differences;
}

}  // namespace signalbox::dialect::testing
