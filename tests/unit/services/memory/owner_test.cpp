#include "services/memory/domain/owner.h"

#include <gtest/gtest.h>

namespace signalbox::memory {
namespace {

RequestContext Of(const std::string& key_id, const std::string& user_id, Role role = Role::kCaller) {
  RequestContext context;
  context.principal.emplace();
  context.principal->key_id = key_id;
  context.principal->user_id = user_id;
  context.principal->role = role;
  return context;
}

TEST(OwnerTest, IsTheUserOfAKeyThatHasOne) {
  EXPECT_EQ(*OwnerOf(Of("k", "u")), "user:u");
}

TEST(OwnerTest, IsTheKeyWithoutAUser) {
  EXPECT_EQ(*OwnerOf(Of("k", "")), "key:k");
}

TEST(OwnerTest, OfAUserIsNeverThatOfAKeyWithTheSameId) {
  EXPECT_NE(*OwnerOf(Of("", "same")), *OwnerOf(Of("same", "")));
}

TEST(OwnerTest, IsAdminForAnAdministratorWithoutKeyAndUser) {
  EXPECT_EQ(*OwnerOf(Of("", "", Role::kProxyAdmin)), "admin");
}

TEST(OwnerTest, OfAnAdministratorIsNeverThatOfAUserNamedAdmin) {
  EXPECT_NE(*OwnerOf(Of("", "admin")), *OwnerOf(Of("", "", Role::kProxyAdmin)));
}

TEST(OwnerTest, RefusesACallerWithoutAName) {
  EXPECT_EQ(OwnerOf(Of("", "")).status().code(), absl::StatusCode::kUnauthenticated);
}

TEST(OwnerTest, RefusesACallWithoutAPrincipal) {
  EXPECT_EQ(OwnerOf({}).status().code(), absl::StatusCode::kUnauthenticated);
}

}  // namespace
}  // namespace signalbox::memory
