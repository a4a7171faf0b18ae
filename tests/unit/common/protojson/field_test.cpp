#include "common/protojson/field.h"

#include <set>

#include <gtest/gtest.h>

#include "signalbox/billing/v1/billing.pb.h"
#include "signalbox/health/v1/health.pb.h"
#include "signalbox/identity/v1/identity.pb.h"
#include "signalbox/memory/v1/memory.pb.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::protojson {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// Two fields of one message under one name would make the JSON say one thing twice.
void ExpectDistinctNames(const Descriptor& message) {
  std::set<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    EXPECT_TRUE(names.insert(NameOf(field)).second) << field.full_name();
    for (const std::string& name : RepeatedUnder(field)) EXPECT_TRUE(names.insert(name).second) << field.full_name();
    EXPECT_TRUE(!IsMoney(field) || field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) << field.full_name();
  }
}

TEST(Field, EveryMessageOfTheServicesHasDistinctNames) {
  for (const auto* file : {identity::v1::Key::descriptor()->file(), router::v1::Account::descriptor()->file(),
                           billing::v1::Entry::descriptor()->file(), memory::v1::Session::descriptor()->file(),
                           health::v1::Check::descriptor()->file()}) {
    for (int i = 0; i < file->message_type_count(); ++i) ExpectDistinctNames(*file->message_type(i));
  }
}

TEST(Field, AListInsideIsAMessageWithOneRepeatedFieldOnly) {
  const auto field = [](const Descriptor* message, const char* name) { return message->FindFieldByName(name); };
  const auto* const models = ListInside(*field(identity::v1::UpdateKeyRequest::descriptor(), "models"));
  ASSERT_NE(models, nullptr);
  EXPECT_EQ(models->name(), "names");
  EXPECT_EQ(ListInside(*field(identity::v1::GetKeyResponse::descriptor(), "key")), nullptr);
  EXPECT_EQ(ListInside(*field(identity::v1::Key::descriptor(), "models")), nullptr);
  EXPECT_EQ(ListInside(*field(billing::v1::RecordRequest::descriptor(), "entries")), nullptr);
}

}  // namespace
}  // namespace signalbox::protojson
