#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/status/error.h"
#include "tests/component/memory/memory_service.h"

namespace signalbox::memory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AppendAndLoadTest : public ::testing::Test {
 protected:
  MemoryService service_;
  const RequestContext alice_ = AsKey("alice");
};

TEST_F(AppendAndLoadTest, RemembersWhatWasSaidInOrder) {
  ASSERT_EQ(service_.Append(alice_, Exchange("s", "r1", "q1", "a1"))->message_count(), 2);
  ASSERT_EQ(service_.Append(alice_, Exchange("s", "r2", "q2", "a2"))->message_count(), 4);

  const auto loaded = service_.Load(alice_, "s");
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_THAT(Spoken(loaded->messages()), ElementsAre("USER: q1", "ASSISTANT: a1", "USER: q2", "ASSISTANT: a2"));
  EXPECT_FALSE(loaded->truncated());
}

TEST_F(AppendAndLoadTest, ARepeatedRequestIdAddsNothing) {
  ASSERT_TRUE(service_.Append(alice_, Exchange("s", "r1", "q1", "a1")).ok());
  EXPECT_EQ(service_.Append(alice_, Exchange("s", "r1", "q1", "a1"))->message_count(), 2);

  EXPECT_THAT(Spoken(service_.Load(alice_, "s")->messages()), ElementsAre("USER: q1", "ASSISTANT: a1"));
}

TEST_F(AppendAndLoadTest, TheSameRequestIdOfAnotherOwnerIsAnotherRequest) {
  ASSERT_TRUE(service_.Append(alice_, Exchange("s", "r1", "q1", "a1")).ok());
  ASSERT_TRUE(service_.Append(AsKey("bob"), Exchange("s", "r1", "q2", "a2")).ok());

  EXPECT_THAT(Spoken(service_.Load(AsKey("bob"), "s")->messages()), ElementsAre("USER: q2", "ASSISTANT: a2"));
}

TEST_F(AppendAndLoadTest, ASessionThatDoesNotExistIsEmpty) {
  const auto loaded = service_.Load(alice_, "nowhere");
  ASSERT_TRUE(loaded.ok());
  EXPECT_THAT(loaded->messages(), IsEmpty());
  EXPECT_FALSE(loaded->truncated());
}

TEST_F(AppendAndLoadTest, TheSameIdOfAnotherOwnerIsAnotherSession) {
  ASSERT_TRUE(service_.Append(AsKey("same"), Exchange("s", "r1", "q1", "a1")).ok());

  EXPECT_THAT(service_.Load(AsUser("same"), "s")->messages(), IsEmpty());
  EXPECT_THAT(service_.Load(AsKey("bob"), "s")->messages(), IsEmpty());
}

TEST_F(AppendAndLoadTest, KeysOfOneUserShareTheirMemory) {
  ASSERT_TRUE(service_.Append(AsUser("carol"), Exchange("s", "r1", "q1", "a1")).ok());

  RequestContext other_key = AsUser("carol");
  other_key.principal->key_id = "second";
  EXPECT_EQ(service_.Load(other_key, "s")->messages_size(), 2);
}

TEST_F(AppendAndLoadTest, ACallWithoutPrincipalIsUnauthenticated) {
  EXPECT_EQ(service_.Append({}, Exchange("s", "r", "q", "a")).status().code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(service_.Load({}, "s").status().code(), absl::StatusCode::kUnauthenticated);
}

TEST_F(AppendAndLoadTest, EveryFieldOfAMessageComesBack) {
  v1::AppendRequest request = Exchange("s", "r1", "q1", "a1");
  llm::v1::Message& answer = *request.mutable_messages(1);
  answer.set_partial(true);
  answer.set_extra_json("{\"x\":1}");
  answer.add_content()->mutable_tool_call()->set_arguments_json("{\"cut");
  answer.add_content()->mutable_image()->set_content(std::string("\0\xFF\x89PNG", 6));
  ASSERT_TRUE(service_.Append(alice_, request).ok());

  const auto loaded = service_.Load(alice_, "s");
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded->messages(1).SerializeAsString(), answer.SerializeAsString());
}

TEST_F(AppendAndLoadTest, LoadsTheNewestExchangesThatFitTheWindow) {
  // 4 tokens a message and 4 bytes of text a token: an exchange of these counts 28.
  for (int i = 0; i < 10; ++i) {
    const std::string text(40, static_cast<char>('0' + i));
    ASSERT_TRUE(service_.Append(alice_, Exchange("s", "r" + std::to_string(i), text, text)).ok());
  }

  const auto two = service_.Load(alice_, "s", 56);
  ASSERT_TRUE(two.ok());
  EXPECT_EQ(Spoken(two->messages()).front(), "USER: " + std::string(40, '8'));
  EXPECT_EQ(two->messages_size(), 4);
  EXPECT_TRUE(two->truncated());
  EXPECT_EQ(service_.Load(alice_, "s", 55)->messages_size(), 2) << "three messages fit, but one is only an answer";
  EXPECT_EQ(service_.Load(alice_, "s", 27)->messages_size(), 1) << "the answer alone, as no question fits";
  EXPECT_EQ(service_.Load(alice_, "s", 280)->messages_size(), 20);
  EXPECT_FALSE(service_.Load(alice_, "s", 280)->truncated());
}

TEST_F(AppendAndLoadTest, BadRequestsAreRefused) {
  v1::AppendRequest no_role = Exchange("s", "r", "q", "a");
  no_role.mutable_messages(0)->clear_role();

  constexpr auto kCode = absl::StatusCode::kInvalidArgument;
  EXPECT_EQ(service_.Append(alice_, no_role).status().code(), kCode);
  EXPECT_EQ(service_.Append(alice_, Exchange("", "r", "q", "a")).status().code(), kCode);
  EXPECT_EQ(service_.Append(alice_, Exchange("a\nb", "r", "q", "a")).status().code(), kCode);
  EXPECT_EQ(service_.Append(alice_, Exchange("s", "", "q", "a")).status().code(), kCode);
  EXPECT_EQ(service_.Load(alice_, std::string(257, 'x')).status().code(), kCode);
}

TEST_F(AppendAndLoadTest, NoCallIsMadeWhenTooLittleTimeIsLeft) {
  RequestContext late = alice_;
  late.deadline = std::chrono::steady_clock::now();
  EXPECT_EQ(service_.Append(late, Exchange("s", "r", "q", "a")).status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_THAT(service_.Load(alice_, "s")->messages(), IsEmpty());
}

TEST_F(AppendAndLoadTest, WithoutItsDatabaseTheServiceIsUnavailable) {
  service_.database().TakeAway();
  EXPECT_EQ(service_.Load(alice_, "s").status().code(), absl::StatusCode::kUnavailable);

  service_.database().Restore();
  EXPECT_TRUE(service_.Load(alice_, "s").ok());
}

TEST(AppendManyTest, ASessionForgetsItsOldestMessagesBeyondItsBound) {
  MemoryService service("  max_session_messages: 1000\n  window_tokens: 1000000\n");
  v1::AppendRequest thousand;
  thousand.set_session_id("s");
  thousand.set_request_id("r1");
  for (int i = 0; i < 1000; ++i) *thousand.add_messages() = Say(llm::v1::USER, std::to_string(i));
  ASSERT_EQ(service.Append(AsKey("k"), thousand)->message_count(), 1000);

  EXPECT_EQ(service.Append(AsKey("k"), Exchange("s", "r2", "q", "a"))->message_count(), 1000);
  const auto loaded = service.Load(AsKey("k"), "s");
  ASSERT_TRUE(loaded.ok());
  EXPECT_EQ(loaded->messages_size(), 1000);
  EXPECT_EQ(Spoken(loaded->messages()).front(), "USER: 2");
  EXPECT_TRUE(loaded->truncated());
}

TEST(AppendManyTest, ParallelAppendsToOneSessionNeverMix) {
  MemoryService service;
  constexpr int kThreads = 8;
  constexpr int kEach = 10;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&service, t] {
        for (int i = 0; i < kEach; ++i) {
          const std::string name = std::to_string(t) + "." + std::to_string(i);
          // Sent twice, as a caller does that did not hear the first answer.
          EXPECT_TRUE(service.Append(AsKey("k"), Exchange("s", name, name, name)).ok());
          EXPECT_TRUE(service.Append(AsKey("k"), Exchange("s", name, name, name)).ok());
        }
      });
    }
  }

  const auto loaded = service.Load(AsKey("k"), "s");
  ASSERT_TRUE(loaded.ok());
  ASSERT_EQ(loaded->messages_size(), 2 * kThreads * kEach);
  const std::vector<std::string> spoken = Spoken(loaded->messages());
  for (size_t i = 0; i < spoken.size(); i += 2) {
    const std::string name = loaded->messages(static_cast<int>(i)).content(0).text().text();
    EXPECT_EQ(spoken[i], "USER: " + name);
    EXPECT_EQ(spoken[i + 1], "ASSISTANT: " + name);
  }
}

TEST(AppendManyTest, TheSameRequestSentByManyAtOnceIsAddedOnce) {
  MemoryService service;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back(
          [&service] { EXPECT_EQ(service.Append(AsKey("k"), Exchange("s", "r", "q", "a"))->message_count(), 2); });
    }
  }

  EXPECT_EQ(service.Load(AsKey("k"), "s")->messages_size(), 2);
}

}  // namespace
}  // namespace signalbox::memory
