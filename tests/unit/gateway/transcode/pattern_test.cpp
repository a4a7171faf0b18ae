#include "gateway/transcode/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Pattern, KnowsItsParameters) {
  EXPECT_THAT(ParametersOf("/a/{id}/b/{rest...}"), ElementsAre("id", "rest"));
  EXPECT_THAT(ParametersOf("/a"), IsEmpty());
  EXPECT_THAT(ParametersOf("/a/{open"), IsEmpty());
}

TEST(Pattern, EqualsAnotherThatMatchesTheSamePaths) {
  EXPECT_EQ(Anonymous("/a/{id}/c"), Anonymous("/a/{name}/c"));
  EXPECT_NE(Anonymous("/a/{id}"), Anonymous("/a/{id...}"));
  EXPECT_NE(Anonymous("/a/{id}"), Anonymous("/a/b"));
}

TEST(Pattern, IsWrittenForOpenApi) {
  EXPECT_EQ(OpenApiPath("/v1/models/{id...}"), "/v1/models/{id}");
  EXPECT_EQ(OpenApiPath("/a/{id}/check"), "/a/{id}/check");
}

}  // namespace
}  // namespace signalbox::gateway
