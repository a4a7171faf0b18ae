#include "services/identity/storage/key_announcement.h"

#include <gtest/gtest.h>

namespace signalbox::identity {
namespace {

TEST(KeyAnnouncementTest, ReadsRevisionAndIds) {
  EXPECT_EQ(*ParseAnnouncement("12 a,b"), (KeyChange{12, {"a", "b"}}));
  EXPECT_EQ(*ParseAnnouncement("9223372036854775807 a"), (KeyChange{9223372036854775807, {"a"}}));
}

TEST(KeyAnnouncementTest, RefusesWhatIsNone) {
  for (const char* payload : {"", "a", "12", "x 12", "99999999999999999999 a"}) {
    EXPECT_EQ(ParseAnnouncement(payload).status().code(), absl::StatusCode::kInvalidArgument) << payload;
  }
}

}  // namespace
}  // namespace signalbox::identity
