#include "gateway/transcode/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(ParseQuery, DecodesNamesAndValuesInOrder) {
  EXPECT_THAT(*ParseQuery("b=x%20y+z&a=%E4%BD%A0&b=&c&d=1=2"),
              ElementsAre(Pair("b", "x y z"), Pair("a", "你"), Pair("b", ""), Pair("c", ""), Pair("d", "1=2")));
}

TEST(ParseQuery, IgnoresEmptyPieces) {
  EXPECT_THAT(*ParseQuery(""), IsEmpty());
  EXPECT_THAT(*ParseQuery("&&a=1&"), ElementsAre(Pair("a", "1")));
}

TEST(ParseQuery, RefusesABrokenEscape) {
  for (const char* query : {"a=%", "a=%2", "a=%zz", "%+1=2", "a=%-1"}) {
    EXPECT_EQ(ParseQuery(query).status().code(), absl::StatusCode::kInvalidArgument) << query;
  }
}

}  // namespace
}  // namespace signalbox::gateway
