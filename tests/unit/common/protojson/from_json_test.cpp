#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/protojson/protojson.h"
#include "common/status/error.h"
#include "signalbox/billing/v1/billing.pb.h"
#include "signalbox/identity/v1/identity.pb.h"
#include "signalbox/router/v1/router.pb.h"
#include "tests/unit/common/protojson/edge_types.h"

namespace signalbox::protojson {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

template <typename M>
M Parsed(std::string_view json) {
  M message;
  const absl::Status status = FromJson(json, message);
  EXPECT_TRUE(status.ok()) << status;
  return message;
}

template <typename M>
std::string Refusal(std::string_view json) {
  M message;
  const absl::Status status = FromJson(json, message);
  return status.code() == absl::StatusCode::kInvalidArgument ? MessageOf(status) : "not refused: " + status.ToString();
}

std::string EdgeAfter(std::string_view json, std::string_view field) {
  const auto edge = NewEdge();
  const absl::Status status = FromJson(json, *edge);
  return status.ok() ? FieldToJson(*edge, field) : MessageOf(status);
}

using identity::v1::BlockKeysRequest;
using identity::v1::CreateKeyRequest;
using identity::v1::UpdateKeyRequest;

TEST(FromJson, FillsARequest) {
  const auto request = Parsed<CreateKeyRequest>(
      R"({"key_name":"n","key_alias":null,"key_type":"Management","allowed_models":["a","b"],"metadata":{"x":"y"},"teamId":"t"})");

  EXPECT_EQ(request.name(), "n");
  EXPECT_FALSE(request.has_key_alias());
  EXPECT_EQ(request.key_type(), identity::v1::MANAGEMENT);
  EXPECT_THAT(request.models(), ElementsAre("a", "b"));
  EXPECT_EQ(request.metadata().at("x"), "y");
  EXPECT_EQ(request.team_id(), "t");
}

TEST(FromJson, AcceptsEveryAliasAndASingleValueForAList) {
  EXPECT_THAT(Parsed<BlockKeysRequest>(R"({"keys":["a","b"]})").keys(), ElementsAre("a", "b"));
  EXPECT_THAT(Parsed<BlockKeysRequest>(R"({"key_ids":["a"]})").keys(), ElementsAre("a"));
  EXPECT_THAT(Parsed<BlockKeysRequest>(R"({"key":"a"})").keys(), ElementsAre("a"));
}

TEST(FromJson, TellsAnAbsentListFromAnEmptyOne) {
  EXPECT_FALSE(Parsed<UpdateKeyRequest>(R"({"key":"k"})").has_models());
  EXPECT_FALSE(Parsed<UpdateKeyRequest>(R"({"models":null})").has_models());
  EXPECT_TRUE(Parsed<UpdateKeyRequest>(R"({"models":[]})").has_models());
  EXPECT_THAT(Parsed<UpdateKeyRequest>(R"({"models":["a","b"]})").models().names(), ElementsAre("a", "b"));
  EXPECT_THAT(Parsed<UpdateKeyRequest>(R"({"models":"a"})").models().names(), ElementsAre("a"));
}

TEST(FromJson, NamesAnUnknownFieldAndANearOne) {
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"modles":[]})"), "modles: unknown field; did you mean \"models\"?");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"KeyName":""})"), "KeyName: unknown field; did you mean \"key_name\"?");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"budget":1})"), "budget: unknown field");
  EXPECT_LT(Refusal<CreateKeyRequest>("{\"" + std::string(100'000, 'x') + "\":1}").size(), 100u);
}

TEST(FromJson, RefusesAFieldGivenTwiceUnderAnyName) {
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"name":"a","name":"a"})"), "name: given twice");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"name":"a","key_name":"b"})"), "key_name: given twice, also as name");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"metadata":{"a":"1","a":"2"}})"), "metadata.a: given twice");
}

TEST(FromJson, NamesThePathOfAWrongType) {
  EXPECT_EQ(Refusal<BlockKeysRequest>(R"({"keys":["a","b",3]})"), "keys[2]: expected a string");
  EXPECT_EQ(Refusal<BlockKeysRequest>(R"({"keys":[["a"]]})"), "keys[0]: expected one value, not a list");
  EXPECT_EQ(Refusal<BlockKeysRequest>(R"({"keys":[null]})"), "keys[0]: must not be null");
  EXPECT_EQ(Refusal<BlockKeysRequest>(R"({"keys":{}})"), "keys: expected no object");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"metadata":{"a":1}})"), "metadata.a: expected a string");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"metadata":[]})"), "metadata: expected an object");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"key_type":"root"})"), "key_type: expected one of llm_api, management");
  EXPECT_EQ(Refusal<CreateKeyRequest>(R"({"key_type":1})"), "key_type: expected one of llm_api, management");
  EXPECT_EQ(Refusal<router::v1::CreateProviderRequest>(R"({"allow_private":"true"})"),
            "allow_private: expected true or false");
  EXPECT_EQ(Refusal<billing::v1::RecordRequest>(R"({"entries":[{"usage":{"input":"x"}}]})"),
            "entries[0].usage.input: expected an integer from -9223372036854775808 to 9223372036854775807");
}

TEST(FromJson, CarriesThePathAsMetadata) {
  BlockKeysRequest request;
  EXPECT_EQ(MetadataOf(FromJson(R"({"keys":[1]})", request))["field"], "keys[0]");
}

TEST(FromJson, ReadsTheWholeRangeOfEveryNumberAndNothingBeyond) {
  EXPECT_EQ(EdgeAfter(R"({"i64":9223372036854775807})", "i64"), "9223372036854775807");
  EXPECT_EQ(EdgeAfter(R"({"i64":"-9223372036854775808"})", "i64"), "-9223372036854775808");
  EXPECT_EQ(EdgeAfter(R"({"u64":18446744073709551615})", "u64"), "18446744073709551615");
  EXPECT_THAT(EdgeAfter(R"({"i64":9223372036854775808})", "i64"), HasSubstr("i64: expected an integer"));
  EXPECT_THAT(EdgeAfter(R"({"u64":-1})", "u64"), HasSubstr("u64: expected an integer"));
  EXPECT_THAT(EdgeAfter(R"({"i32":2147483648})", "i32"), HasSubstr("i32: expected an integer"));
  EXPECT_THAT(EdgeAfter(R"({"i32":1.5})", "i32"), HasSubstr("i32: expected an integer"));
  EXPECT_THAT(EdgeAfter(R"({"i32":true})", "i32"), HasSubstr("i32: expected an integer"));
  EXPECT_EQ(EdgeAfter(R"({"f64":1e308})", "f64"), "1e+308");
  EXPECT_THAT(EdgeAfter(R"({"f64":1e309})", "f64"), HasSubstr("expected a number"));
  EXPECT_THAT(EdgeAfter(R"({"f64":"inf"})", "f64"), HasSubstr("expected a number"));
}

TEST(FromJson, ReadsMoneyExactly) {
  EXPECT_EQ(EdgeAfter(R"({"cost":0.1})", "cost_nanos"), "[0.1]");
  EXPECT_EQ(EdgeAfter(R"({"costs":["9223372036.854775807",1e-9]})", "cost_nanos"),
            "[9223372036.854775807,0.000000001]");
  EXPECT_THAT(EdgeAfter(R"({"costs":[0.0000000001]})", "cost_nanos"), HasSubstr("at most nine decimals"));
  EXPECT_THAT(EdgeAfter(R"({"costs":true})", "cost_nanos"), HasSubstr("at most nine decimals"));
}

TEST(FromJson, ReadsTimesBytesMapsAndNestedLists) {
  EXPECT_EQ(EdgeAfter(R"({"times":["2026-01-31T12:00:00.5+02:00"]})", "times"), R"(["2026-01-31T10:00:00.500Z"])");
  EXPECT_THAT(EdgeAfter(R"({"times":["yesterday"]})", "times"), HasSubstr("times[0]: expected a time"));
  EXPECT_EQ(EdgeAfter(R"({"raw":"AP8="})", "raw"), R"("AP8=")");
  EXPECT_EQ(EdgeAfter(R"({"raw":"_-8="})", "raw"), R"("/+8=")");
  EXPECT_THAT(EdgeAfter(R"({"raw":"%"})", "raw"), HasSubstr("expected base64"));
  EXPECT_EQ(EdgeAfter(R"({"by_number":{"7":true,"-1":false}})", "by_number"), R"({"-1":false,"7":true})");
  EXPECT_THAT(EdgeAfter(R"({"by_number":{"x":true}})", "by_number"), HasSubstr("by_number.x: expected an integer"));
  EXPECT_THAT(EdgeAfter(R"({"children":[{"i32":1},{"i32":2}]})", "children"), HasSubstr(R"([{"i32":1,)"));
  EXPECT_THAT(EdgeAfter(R"({"children":{"i32":3}})", "children"), HasSubstr(R"([{"i32":3,)"));
  EXPECT_EQ(EdgeAfter(R"({"color":"dark_red"})", "color"), R"(["dark_red"])");
}

TEST(FromJson, AnOptionsNameWinsOverAnotherFieldsOwn) {
  EXPECT_EQ(EdgeAfter(R"({"taken":"x"})", "old_name"), R"("x")");
  EXPECT_EQ(EdgeAfter(R"({"other":"x"})", "taken"), R"("x")");
}

TEST(FromJson, BoundsNestingTo64) {
  const auto nested = [](int depth) {
    std::string json;
    for (int i = 1; i < depth; ++i) json += "{\"child\":";
    json += "{}";
    json.append(depth - 1, '}');
    return json;
  };
  EXPECT_THAT(EdgeAfter(nested(64), "child"), HasSubstr("{\"i32\":0"));
  EXPECT_THAT(EdgeAfter(nested(65), "child"), HasSubstr("nested too deep"));
}

TEST(FromJson, SaysWhereATextStopsBeingJson) {
  EXPECT_THAT(Refusal<CreateKeyRequest>("{\"name\":"), HasSubstr("byte"));
  EXPECT_THAT(Refusal<CreateKeyRequest>("[]"), HasSubstr("must be a JSON object"));
  EXPECT_THAT(Refusal<CreateKeyRequest>("{\"name\":\"\xff\"}"), HasSubstr("byte 9: not UTF-8"));
}

}  // namespace
}  // namespace signalbox::protojson
