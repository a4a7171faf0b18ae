#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/protojson/protojson.h"
#include "signalbox/billing/v1/billing.pb.h"
#include "signalbox/health/v1/health.pb.h"
#include "signalbox/identity/v1/identity.pb.h"
#include "signalbox/memory/v1/memory.pb.h"
#include "signalbox/router/v1/router.pb.h"
#include "tests/unit/common/protojson/edge_types.h"

namespace signalbox::protojson {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ToJson, WritesAKeyAsItsOptionsSay) {
  identity::v1::Key key;
  key.set_id("k1");
  key.set_name("ops \"1\"");
  key.set_key_prefix("sk-sb-ab");
  key.set_key_alias("");
  key.set_key_type(identity::v1::LLM_API);
  key.add_models("gpt-4o");
  (*key.mutable_metadata())["b"] = "2";
  (*key.mutable_metadata())["a"] = "1";
  key.mutable_create_time()->set_seconds(1'700'000'000);
  key.mutable_create_time()->set_nanos(5'000'000);
  key.set_spend_nanos(1'500);

  const std::string json = ToJson(key);
  EXPECT_THAT(json, HasSubstr(R"("id":"k1","key_id":"k1","token_id":"k1")"));
  EXPECT_THAT(json, HasSubstr(R"("name":"ops \"1\"","key_name":"ops \"1\"")"));
  EXPECT_THAT(json,
              HasSubstr(R"("key_alias":"","key_type":"llm_api","models":["gpt-4o"],"allowed_models":["gpt-4o"])"));
  EXPECT_THAT(json, HasSubstr(R"("is_active":false)"));
  EXPECT_THAT(json, HasSubstr(R"("metadata":{"a":"1","b":"2"})"));
  EXPECT_THAT(json, HasSubstr(R"("created_at":"2023-11-14T22:13:20.005Z","updated_at":null)"));
  EXPECT_THAT(json, HasSubstr(R"("expires":null,"expires_at":null,"user_id":null)"));
  EXPECT_THAT(json, HasSubstr(R"("spent_budget":0.0000015,"spend":0.0000015)"));
}

TEST(ToJson, ShowsAnUnspecifiedEnumAsNullAndAnUnknownOneAsItsNumber) {
  identity::v1::Key key;
  EXPECT_THAT(ToJson(key), HasSubstr(R"("key_type":null)"));
  key.set_key_type(static_cast<identity::v1::KeyType>(77));
  EXPECT_THAT(ToJson(key), HasSubstr(R"("key_type":77)"));
}

TEST(ToJson, WritesEmptyListsAndNestedMessages) {
  billing::v1::ListEntriesResponse response;
  EXPECT_EQ(ToJson(response), R"({"data":[],"total":0,"summary":null,"daily_usage":[]})");
  response.mutable_summary()->set_spend_nanos(2'000'000'000);
  response.add_daily_usage()->set_date("2026-01-31");
  EXPECT_THAT(ToJson(response), HasSubstr(R"("summary":{"spend":2,"api_requests":0,)"));
  EXPECT_THAT(ToJson(response), HasSubstr(R"("daily_usage":[{"date":"2026-01-31","spend":0,)"));
}

TEST(ToJson, WritesAListThatCanBeAbsentAsTheList) {
  identity::v1::UpdateKeyRequest request;
  EXPECT_THAT(ToJson(request), HasSubstr(R"("models":null)"));
  request.mutable_models();
  EXPECT_THAT(ToJson(request), HasSubstr(R"("models":[])"));
  request.mutable_models()->add_names("m");
  EXPECT_THAT(ToJson(request), HasSubstr(R"("models":["m"])"));
}

TEST(ToJson, WritesOnlyTheChosenAlternative) {
  memory::v1::GetSessionResponse response;
  llm::v1::Message& message = *response.add_messages();
  message.set_role(llm::v1::USER);
  message.add_content()->mutable_text()->set_text("你好");

  const std::string json = ToJson(response);
  EXPECT_THAT(json, HasSubstr(R"("content":[{"text":{"text":"你好")"));
  EXPECT_THAT(json, HasSubstr(R"("role":"user")"));
  for (const char* other : {"\"image\"", "\"tool_call\"", "\"thinking\""}) EXPECT_THAT(json, Not(HasSubstr(other)));
}

TEST(ToJson, WritesTheWholeRangeOfEveryNumber) {
  const auto edge = NewEdge();
  const auto& reflection = *edge->GetReflection();
  const auto field = [&](const char* name) { return edge->GetDescriptor()->FindFieldByName(name); };
  reflection.SetInt32(edge.get(), field("i32"), std::numeric_limits<std::int32_t>::min());
  reflection.SetUInt32(edge.get(), field("u32"), std::numeric_limits<std::uint32_t>::max());
  reflection.SetInt64(edge.get(), field("i64"), std::numeric_limits<std::int64_t>::min());
  reflection.SetUInt64(edge.get(), field("u64"), std::numeric_limits<std::uint64_t>::max());
  reflection.SetFloat(edge.get(), field("f32"), 0.1f);
  reflection.SetDouble(edge.get(), field("f64"), std::numeric_limits<double>::infinity());
  reflection.SetString(edge.get(), field("raw"), std::string("\0\xff", 2));

  EXPECT_THAT(ToJson(*edge), HasSubstr(R"({"i32":-2147483648,"u32":4294967295,"i64":-9223372036854775808,)"
                                       R"("u64":18446744073709551615,"f32":0.1,"f64":null,"raw":"AP8=")"));
}

TEST(ToJson, ShowsATimeOutsideTheCalendarAsNull) {
  identity::v1::Key key;
  key.mutable_create_time()->set_seconds(std::numeric_limits<std::int64_t>::max());
  EXPECT_THAT(ToJson(key), HasSubstr(R"("created_at":null)"));
}

TEST(FieldToJson, WritesOneFieldAlone) {
  identity::v1::ListKeySpendResponse response;
  EXPECT_EQ(FieldToJson(response, "keys"), "[]");
  response.add_keys()->set_key_id("k");
  EXPECT_EQ(FieldToJson(response, "keys"),
            R"([{"key_id":"k","key_name":"","spend":0,"total_tokens":0,"api_requests":0}])");
  EXPECT_EQ(FieldToJson(identity::v1::GetKeyResponse(), "key"), "null");
}

TEST(ToJson, ReadsItsOwnWritingBack) {
  router::v1::Account account;
  account.set_id("a");
  account.set_enabled(true);
  account.set_origin(router::v1::DATABASE);
  router::v1::Account again;
  ASSERT_TRUE(FromJson(ToJson(account), again).ok());
  EXPECT_EQ(again.SerializeAsString(), account.SerializeAsString());
}

}  // namespace
}  // namespace signalbox::protojson
