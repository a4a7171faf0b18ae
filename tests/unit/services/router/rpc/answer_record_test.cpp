#include "services/router/rpc/answer_record.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

v1::GenerateEvent EventWithTranscript() {
  v1::GenerateEvent event;
  event.set_data(std::string(1000, 'x'));
  event.mutable_tail()->add_attempts()->mutable_usage()->set_output(7);
  event.mutable_tail()->add_new_turns()->add_content()->mutable_text()->set_text(std::string(1000, 'y'));
  event.mutable_tail()->mutable_answer()->add_content()->mutable_text()->set_text(std::string(1000, 'z'));
  return event;
}

TEST(BoundTranscriptTest, AnEventThatIsTooLargeLosesItsTranscriptAndNothingElse) {
  v1::GenerateEvent event = EventWithTranscript();

  BoundTranscript(event, 2000);

  EXPECT_FALSE(event.tail().has_answer());
  EXPECT_EQ(event.tail().new_turns_size(), 0);
  EXPECT_EQ(event.tail().attempts(0).usage().output(), 7);
  EXPECT_EQ(event.data().size(), 1000u);
}

TEST(BoundTranscriptTest, AnEventThatFitsKeepsItsTranscript) {
  v1::GenerateEvent event = EventWithTranscript();

  BoundTranscript(event, event.ByteSizeLong());

  EXPECT_TRUE(event.tail().has_answer());
  EXPECT_EQ(event.tail().new_turns_size(), 1);
}

}  // namespace
}  // namespace signalbox::router
