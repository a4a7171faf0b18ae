#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/protojson/protojson.h"
#include "common/status/error.h"
#include "signalbox/billing/v1/billing.pb.h"
#include "signalbox/identity/v1/identity.pb.h"
#include "tests/unit/common/protojson/edge_types.h"

namespace signalbox::protojson {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string Refusal(const Parameters& parameters, google::protobuf::Message& message) {
  return MessageOf(FromParameters(parameters, message));
}

TEST(FromParameters, ConvertsTexts) {
  billing::v1::ListEntriesRequest request;
  ASSERT_TRUE(FromParameters({{"api_key", "k"}, {"page_size", "10"}, {"startDate", "2026-01-31"}}, request).ok());
  EXPECT_EQ(request.key_id(), "k");
  EXPECT_EQ(request.limit(), 10);
  EXPECT_EQ(request.start_date(), "2026-01-31");
}

TEST(FromParameters, ARepeatedNameFillsAList) {
  identity::v1::BlockKeysRequest request;
  ASSERT_TRUE(FromParameters({{"key", "a"}, {"key_ids", "b"}}, request).ok());
  EXPECT_THAT(request.keys(), ElementsAre("a", "b"));

  identity::v1::UpdateKeyRequest update;
  ASSERT_TRUE(FromParameters({{"models", "a"}, {"models", "b"}}, update).ok());
  EXPECT_THAT(update.models().names(), ElementsAre("a", "b"));
}

TEST(FromParameters, ReadsFlagsAndEnums) {
  const auto edge = NewEdge();
  ASSERT_TRUE(FromParameters({{"yes", "1"}, {"yes", "false"}, {"color", "DARK_RED"}}, *edge).ok());
  EXPECT_EQ(FieldToJson(*edge, "yes"), "[true,false]");
  EXPECT_EQ(FieldToJson(*edge, "color"), R"(["dark_red"])");
}

TEST(FromParameters, RefusesWhatDoesNotFit) {
  billing::v1::ListEntriesRequest request;
  EXPECT_THAT(Refusal({{"limit", "ten"}}, request), HasSubstr("limit: expected an integer"));
  EXPECT_THAT(Refusal({{"limit", ""}}, request), HasSubstr("limit: expected an integer"));
  EXPECT_EQ(Refusal({{"limt", "1"}}, request), "limt: unknown parameter; did you mean \"limit\"?");
  EXPECT_EQ(Refusal({{"model", "a"}, {"model", "a"}}, request), "model: given twice");
  EXPECT_EQ(Refusal({{"user_id", "\xff"}}, request), "user_id: not UTF-8");
  EXPECT_EQ(Refusal({{"child", "x"}}, *NewEdge()), "child: cannot be given as a parameter");
  EXPECT_EQ(Refusal({{"by_number", "x"}}, *NewEdge()), "by_number: cannot be given as a parameter");
}

TEST(FromParameters, MayRepeatWhatTheBodySaidButNotContradictIt) {
  identity::v1::DeleteKeyRequest request;
  request.set_id("a");
  EXPECT_TRUE(FromParameters({{"id", "a"}}, request).ok());
  EXPECT_EQ(Refusal({{"id", "b"}}, request), "id: given twice, with different values");
  EXPECT_EQ(request.id(), "a");
}

}  // namespace
}  // namespace signalbox::protojson
