#include "tests/component/identity/fixture.h"

namespace signalbox::identity {
namespace {

using absl::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class KeysTest : public IdentityTest {
 protected:
  absl::StatusOr<v1::ListKeysResponse> List(const v1::ListKeysRequest& request = {}) {
    return Call(&Stub::ListKeys, request);
  }
  std::vector<std::string> Names(const v1::ListKeysRequest& request) {
    std::vector<std::string> names;
    const auto listed = List(request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    if (!listed.ok()) return names;
    for (const v1::Key& key : listed->keys()) names.push_back(key.name());
    return names;
  }
  absl::StatusOr<v1::Key> Update(const v1::UpdateKeyRequest& request) {
    const auto updated = Call(&Stub::UpdateKey, request);
    if (!updated.ok()) return updated.status();
    return updated->key();
  }
};

TEST_F(KeysTest, ANewKeyShowsItsTextOnceAndEverythingThatWasAskedFor) {
  v1::CreateKeyRequest request;
  request.set_name("test-key-1");
  request.set_key_alias("alias");
  request.set_key_type(v1::MANAGEMENT);
  request.add_models("gpt-4o");
  request.add_models("quo\"ted, {model}");
  request.set_duration("1h");
  (*request.mutable_metadata())["team"] = "blue \\ \"sky\"";
  request.set_user_id("user-1");
  request.set_team_id("team-1");
  request.set_organization_id("org-1");

  const auto created = TryCreate(request);
  ASSERT_TRUE(created.ok()) << created.status();
  const auto key = Get(created->id());

  EXPECT_THAT(created->key_text(), testing::MatchesRegex("sk-sb-[A-Za-z0-9_-]{49}"));
  EXPECT_EQ(created->key_prefix(), created->key_text().substr(0, 12));
  EXPECT_TRUE(created->is_active());
  EXPECT_EQ(created->expire_time().seconds() - created->create_time().seconds(), 3600);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(key->name(), "test-key-1");
  EXPECT_EQ(key->key_alias(), "alias");
  EXPECT_EQ(key->key_type(), v1::MANAGEMENT);
  EXPECT_THAT(key->models(), ElementsAre("gpt-4o", "quo\"ted, {model}"));
  EXPECT_EQ(key->metadata().at("team"), "blue \\ \"sky\"");
  EXPECT_EQ(key->user_id(), "user-1");
  EXPECT_EQ(key->team_id(), "team-1");
  EXPECT_EQ(key->organization_id(), "org-1");
  EXPECT_EQ(key->create_time().SerializeAsString(), created->create_time().SerializeAsString());
  EXPECT_EQ(key->expire_time().SerializeAsString(), created->expire_time().SerializeAsString());
}

TEST_F(KeysTest, ANewKeyWithoutWishesNeverExpiresAndMayUseEveryModel) {
  const v1::CreateKeyResponse created = Create("");

  EXPECT_FALSE(created.has_expire_time());
  EXPECT_FALSE(created.has_key_alias());
  EXPECT_EQ(created.key_type(), v1::LLM_API);
  EXPECT_THAT(created.models(), IsEmpty());
}

TEST_F(KeysTest, TheTextOfAKeyIsNowhereInTheDatabase) {
  const v1::CreateKeyResponse created = Create();

  const pqxx::result rows = database_.Execute("SELECT k::text FROM identity.api_key k");

  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0][0].as<std::string>().find(created.key_text()), std::string::npos);
}

TEST_F(KeysTest, AKeyIsFoundByItsIdAndByItsText) {
  const v1::CreateKeyResponse created = Create();
  std::string shouted = created.id();
  std::transform(shouted.begin(), shouted.end(), shouted.begin(), ::toupper);

  EXPECT_EQ(Get(created.id())->id(), created.id());
  EXPECT_EQ(Get(shouted)->id(), created.id());
  EXPECT_EQ(Get(created.key_text())->id(), created.id());
}

TEST_F(KeysTest, AnUnknownKeyIsNotFoundAndAMissingOneIsWrong) {
  const auto unknown = Get("unknown");

  EXPECT_THAT(unknown, FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_EQ(MessageOf(unknown.status()), "key not found");
  EXPECT_THAT(Get(NewUuid()), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(Get(""), FailsWith(StatusCode::kInvalidArgument, ""));
}

TEST_F(KeysTest, NamesNeedNotBeUnique) {
  EXPECT_NE(Create("same").id(), Create("same").id());
}

TEST_F(KeysTest, EveryFieldHasALimitAndTheMessageNamesIt) {
  const auto fails_naming = [&](const std::string& field, const std::function<void(v1::CreateKeyRequest&)>& spoil) {
    v1::CreateKeyRequest request;
    spoil(request);
    const absl::Status status = TryCreate(request).status();
    EXPECT_EQ(status.code(), StatusCode::kInvalidArgument) << field;
    EXPECT_THAT(MessageOf(status), HasSubstr(field));
    EXPECT_EQ(MetadataOf(status)["field"].substr(0, field.size()), field);
  };
  const std::string long_text(129, 'x');

  fails_naming("name", [&](auto& request) { request.set_name(long_text); });
  fails_naming("name", [&](auto& request) { request.set_name(std::string("nul\0l", 5)); });
  fails_naming("key_alias", [&](auto& request) { request.set_key_alias(long_text); });
  fails_naming("key_type", [&](auto& request) { request.set_key_type(static_cast<v1::KeyType>(77)); });
  fails_naming("models", [&](auto& request) { request.add_models(""); });
  fails_naming("models", [&](auto& request) {
    for (int i = 0; i < 101; ++i) request.add_models("m" + std::to_string(i));
  });
  fails_naming("duration", [&](auto& request) { request.set_duration("1 fortnight"); });
  fails_naming("metadata", [&](auto& request) { (*request.mutable_metadata())["a"] = std::string(1025, 'x'); });
  fails_naming("user_id", [&](auto& request) { request.set_user_id(long_text); });
  fails_naming("team_id", [&](auto& request) { request.set_team_id(long_text); });
  fails_naming("organization_id", [&](auto& request) { request.set_organization_id(long_text); });
  EXPECT_EQ(List()->total(), 0);
}

TEST_F(KeysTest, ListsNewestFirstInPages) {
  for (const char* name : {"one", "two", "three", "four", "five"}) Create(name);
  v1::ListKeysRequest first;
  first.set_limit(2);
  v1::ListKeysRequest by_offset = first;
  by_offset.set_offset(2);
  v1::ListKeysRequest by_page = first;
  by_page.set_page(3);

  EXPECT_THAT(Names(first), ElementsAre("five", "four"));
  EXPECT_THAT(Names(by_offset), ElementsAre("three", "two"));
  EXPECT_THAT(Names(by_page), ElementsAre("one"));
  EXPECT_EQ(List(by_page)->total(), 5);
}

TEST_F(KeysTest, ListsByTeamUserAndPartOfNameOrAlias) {
  const auto create = [&](const char* name, const char* alias, const char* team, const char* user) {
    v1::CreateKeyRequest request;
    request.set_name(name);
    request.set_key_alias(alias);
    request.set_team_id(team);
    request.set_user_id(user);
    ASSERT_TRUE(TryCreate(request).ok());
  };
  create("Frontend", "", "t1", "u1");
  create("backend", "front door", "t1", "u2");
  create("batch 100%", "", "t2", "u1");
  const auto with = [](const std::function<void(v1::ListKeysRequest&)>& set) {
    v1::ListKeysRequest request;
    set(request);
    return request;
  };

  EXPECT_THAT(Names(with([](auto& r) { r.set_team_id("t1"); })), UnorderedElementsAre("Frontend", "backend"));
  EXPECT_THAT(Names(with([](auto& r) { r.set_user_id("u1"); })), UnorderedElementsAre("Frontend", "batch 100%"));
  EXPECT_THAT(Names(with([](auto& r) { r.set_search("FRONT"); })), UnorderedElementsAre("Frontend", "backend"));
  EXPECT_THAT(Names(with([](auto& r) { r.set_search("0%"); })), ElementsAre("batch 100%"));
  EXPECT_THAT(Names(with([](auto& r) { r.set_search("%"); })), ElementsAre("batch 100%"));
}

TEST_F(KeysTest, RefusesPagesThatMakeNoSense) {
  for (const auto& spoil : std::vector<std::function<void(v1::ListKeysRequest&)>>{
           [](auto& request) { request.set_limit(501); }, [](auto& request) { request.set_limit(-1); },
           [](auto& request) { request.set_offset(-1); }, [](auto& request) { request.set_page(-1); },
           [](auto& request) {
             request.set_page(2);
             request.set_offset(10);
           }}) {
    v1::ListKeysRequest request;
    spoil(request);
    EXPECT_THAT(List(request), FailsWith(StatusCode::kInvalidArgument, "")) << request.ShortDebugString();
  }
}

TEST_F(KeysTest, UpdateChangesWhatIsSetAndNothingElse) {
  v1::CreateKeyRequest wanted;
  wanted.set_name("before");
  wanted.set_key_alias("alias");
  wanted.add_models("a");
  wanted.set_duration("1d");
  const auto created = TryCreate(wanted);
  v1::UpdateKeyRequest request;
  request.set_key(created->key_text());
  request.set_name("after");

  const auto renamed = Update(request);

  ASSERT_TRUE(renamed.ok()) << renamed.status();
  EXPECT_EQ(renamed->name(), "after");
  EXPECT_EQ(renamed->key_alias(), "alias");
  EXPECT_THAT(renamed->models(), ElementsAre("a"));
  EXPECT_EQ(renamed->expire_time().seconds(), created->expire_time().seconds());

  v1::UpdateKeyRequest rest;
  rest.set_key(created->id());
  rest.set_key_alias("");
  rest.mutable_models();
  rest.set_duration("-1");
  const auto cleared = Update(rest);

  ASSERT_TRUE(cleared.ok()) << cleared.status();
  EXPECT_EQ(cleared->name(), "after");
  EXPECT_FALSE(cleared->has_key_alias());
  EXPECT_THAT(cleared->models(), IsEmpty());
  EXPECT_FALSE(cleared->has_expire_time());
}

TEST_F(KeysTest, UpdateOfAnUnknownKeyIsNotFoundAndOfAWrongFieldNamesIt) {
  v1::UpdateKeyRequest unknown;
  unknown.set_key(NewUuid());
  v1::UpdateKeyRequest wrong;
  wrong.set_key(Create().id());
  wrong.set_duration("soon");

  EXPECT_THAT(Update(unknown), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(MessageOf(Update(wrong).status()), HasSubstr("duration"));
}

TEST_F(KeysTest, BlockAndUnblockTakeIdsAndTextsAndNameEachKeyOnce) {
  const v1::CreateKeyResponse a = Create("a");
  const v1::CreateKeyResponse b = Create("b");

  const auto blocked = Block({b.key_text(), a.id(), b.id()});

  ASSERT_TRUE(blocked.ok()) << blocked.status();
  EXPECT_EQ(blocked->status(), "blocked");
  EXPECT_THAT(blocked->key_ids(), ElementsAre(b.id(), a.id()));
  EXPECT_TRUE(Get(a.id())->blocked());
  EXPECT_FALSE(Get(a.id())->is_active());

  const auto unblocked = Unblock({a.id(), b.id()});
  ASSERT_TRUE(unblocked.ok()) << unblocked.status();
  EXPECT_EQ(unblocked->status(), "unblocked");
  EXPECT_FALSE(Get(a.id())->blocked());
}

TEST_F(KeysTest, OneUnknownKeyMeansThatNothingIsChanged) {
  const v1::CreateKeyResponse known = Create();
  const std::string mistyped = known.key_text().substr(0, known.key_text().size() - 1) + "!";

  for (const std::string& unknown : {NewUuid(), std::string("nope"), mistyped}) {
    EXPECT_THAT(Block({known.id(), unknown}), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
    EXPECT_THAT(Delete({unknown, known.id()}), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  }
  EXPECT_FALSE(Get(known.id())->blocked());
}

TEST_F(KeysTest, BetweenOneAndFiveHundredKeysMayBeNamedAtOnce) {
  EXPECT_THAT(Block({}), FailsWith(StatusCode::kInvalidArgument, ""));
  EXPECT_THAT(Block(std::vector<std::string>(501, NewUuid())), FailsWith(StatusCode::kInvalidArgument, ""));
}

TEST_F(KeysTest, ADeletedKeyIsGoneFromEverywhere) {
  const v1::CreateKeyResponse created = Create();

  const auto deleted = Delete({created.key_text()});

  ASSERT_TRUE(deleted.ok()) << deleted.status();
  EXPECT_THAT(deleted->deleted_keys(), ElementsAre(created.id()));
  EXPECT_EQ(List()->total(), 0);
  EXPECT_THAT(Get(created.id()), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(Get(created.key_text()), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(Unblock({created.id()}), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
  EXPECT_THAT(Delete({created.id()}), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
}

TEST_F(KeysTest, DeleteKeyRemovesOne) {
  const v1::CreateKeyResponse created = Create();
  v1::DeleteKeyRequest request;
  request.set_id(created.id());

  const auto deleted = Call(&Stub::DeleteKey, request);

  ASSERT_TRUE(deleted.ok()) << deleted.status();
  EXPECT_THAT(deleted->deleted_keys(), ElementsAre(created.id()));
  EXPECT_THAT(Call(&Stub::DeleteKey, request), FailsWith(StatusCode::kNotFound, "KEY_NOT_FOUND"));
}

}  // namespace
}  // namespace signalbox::identity
