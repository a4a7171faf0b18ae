#include "common/dialect/tool_ids.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

TEST(SafeToolId, IsTheIdWhereThatCanBeTaken) {
  EXPECT_EQ(SafeToolId("toolu_01-aB"), "toolu_01-aB");
  EXPECT_EQ(SafeToolId(std::string(64, 'a'), 64), std::string(64, 'a'));
}

TEST(SafeToolId, TellsIdsApartThatWouldLookAlike) {
  EXPECT_NE(SafeToolId("f:0"), SafeToolId("f.0"));
  EXPECT_NE(SafeToolId(std::string(65, 'a'), 64), SafeToolId(std::string(66, 'a'), 64));
  EXPECT_EQ(SafeToolId("f:0"), SafeToolId("f:0"));
}

TEST(SafeToolId, HasOnlyTheLettersThatAreTaken) {
  for (const char* id : {"f:0", "", "\xc3\xa9", "a b"}) {
    EXPECT_THAT(SafeToolId(id, 64), ::testing::MatchesRegex("[a-zA-Z0-9_-]{1,64}")) << id;
  }
}

}  // namespace
}  // namespace signalbox::dialect
