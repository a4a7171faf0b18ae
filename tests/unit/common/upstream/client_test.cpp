#include <set>
#include <thread>

#include "tests/unit/common/upstream/client_fixture.h"

namespace signalbox::upstream {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST_F(ClientTest, DeliversHeadBodyAndEnd) {
  const auto observer = Start(Chat("m"));

  const auto result = observer->WaitDone();
  ASSERT_TRUE(result);
  EXPECT_EQ(result->failure, Failure::kNone) << result->detail;
  EXPECT_EQ(result->detail, "");
  EXPECT_GT(result->first_byte.count(), 0);
  EXPECT_GE(result->duration, result->first_byte);
  EXPECT_EQ(observer->WaitHead().status, 200);
  EXPECT_EQ(observer->WaitHead().Header("content-type"), "application/json");
  EXPECT_EQ(observer->WaitHead().Header("nothing"), "");
  EXPECT_THAT(observer->body(), HasSubstr("Hello there friend"));
}

TEST_F(ClientTest, SendsMethodHeadersAndBodyAsTheyAre) {
  Request request = Chat("m");
  request.headers = {{"Authorization", "Bearer sk-1"}, {"x-empty", ""}, {"content-length", "1"}};
  const std::string body = request.body;
  Start(std::move(request))->WaitDone();

  const auto sent = provider_.Requests("m").at(0);

  EXPECT_EQ(sent.method, "POST");
  EXPECT_EQ(sent.Header("authorization"), "Bearer sk-1");
  EXPECT_EQ(sent.Header("content-length"), std::to_string(body.size()));
  EXPECT_EQ(sent.headers.count("x-empty"), 1U);
  EXPECT_EQ(sent.headers.count("content-type"), 0U);
  EXPECT_EQ(sent.headers.count("expect"), 0U);
  EXPECT_EQ(sent.body, body);
}

TEST_F(ClientTest, DeliversAnErrorOfTheProviderAsAnAnswer) {
  const auto observer = Start(Chat("m;status=429;retry_after=7"));

  EXPECT_EQ(observer->WaitFailure(), Failure::kNone);
  EXPECT_EQ(observer->WaitHead().status, 429);
  EXPECT_EQ(observer->WaitHead().Header("retry-after"), "7");
}

TEST_F(ClientTest, FollowsNoRedirect) {
  provider_.Script(R"({"model":"m","status":307,"body":"{}","headers":{"location":"/v1/models"}})");

  EXPECT_EQ(Start(Chat("m"))->WaitHead().status, 307);
}

TEST_F(ClientTest, UsesOneConnectionForRequestsOneAfterTheOther) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Start(i % 2 == 0 ? Chat("m") : Models())->WaitFailure(), Failure::kNone);
  }

  std::set<std::uint64_t> connections;
  for (const auto& request : provider_.Requests()) connections.insert(request.connection);
  EXPECT_THAT(connections, SizeIs(1));
}

TEST_F(ClientTest, UsesOneConnectionAlsoWithManyLoopThreads) {
  client_ = std::make_unique<Client>(ClientOptions{.threads = 4});
  for (int i = 0; i < 5; ++i) Start(Chat("m"))->WaitDone();

  std::set<std::uint64_t> connections;
  for (const auto& request : provider_.Requests()) connections.insert(request.connection);
  EXPECT_THAT(connections, SizeIs(1));
}

TEST_F(ClientTest, SpreadsWhatRunsOverItsThreads) {
  client_ = std::make_unique<Client>(ClientOptions{.threads = 2});
  std::set<std::thread::id> threads;
  std::vector<std::shared_ptr<RecordingObserver>> observers;
  for (const char* model : {"one;hold=1", "two;hold=1"}) {
    auto observer = std::make_shared<RecordingObserver>();
    client_->Start(Chat(model), observer);
    ASSERT_TRUE(provider_.Wait(model, "head"));
    observers.push_back(std::move(observer));
  }
  for (const char* model : {"one", "two"}) provider_.Release(model);

  for (const auto& observer : observers) {
    EXPECT_EQ(observer->WaitFailure(), Failure::kNone);
    threads.insert(observer->thread());
  }
  EXPECT_THAT(threads, SizeIs(2));
}

TEST_F(ClientTest, SendsAgainWhenAnIdleConnectionTurnsOutToBeClosed) {
  EXPECT_EQ(Start(Chat("m;close=silent"))->WaitFailure(), Failure::kNone);

  EXPECT_EQ(Start(Chat("m"))->WaitFailure(), Failure::kNone);
}

TEST_F(ClientTest, DeliversAChunkBeforeTheNextIsSent) {
  const auto observer = Start(Chat("m;hold=2", true));

  EXPECT_THAT(observer->WaitBody(1), HasSubstr(R"("role":"assistant")"));
  EXPECT_EQ(provider_.Wait("m", "chunk:1")->chunks, 1);
  provider_.Release("m");

  EXPECT_EQ(observer->WaitFailure(), Failure::kNone);
  EXPECT_THAT(observer->body(), EndsWith("data: [DONE]\n\n"));
}

TEST_F(ClientTest, UploadsALargeBodyWhole) {
  Request request = Chat("m");
  std::string padding(20'000'000, ' ');
  for (std::size_t i = 0; i < padding.size(); ++i) padding[i] = static_cast<char>('a' + i * i % 26);
  request.body.insert(request.body.size() - 1, R"(,"user":")" + padding + '"');
  const std::uint64_t hash = test::BodyHash(request.body);

  EXPECT_EQ(Start(std::move(request))->WaitFailure(), Failure::kNone);

  const auto received = provider_.Requests("m").at(0);
  EXPECT_GT(received.body_bytes, padding.size());
  EXPECT_EQ(received.body_hash, hash);
}

TEST_F(ClientTest, RunsManyTransfersAtOnce) {
  client_ = std::make_unique<Client>(ClientOptions{.threads = 2});
  std::vector<std::shared_ptr<RecordingObserver>> observers;
  for (int i = 0; i < 200; ++i) observers.push_back(Start(Chat("m;gap=1ms;tokens=10", true)));

  for (const auto& observer : observers) {
    EXPECT_EQ(observer->WaitFailure(), Failure::kNone);
    EXPECT_THAT(observer->body(), EndsWith("data: [DONE]\n\n"));
  }
}

TEST_F(ClientTest, AnObserverMayStartTheNextTransfer) {
  const auto second = std::make_shared<RecordingObserver>();
  const auto first = std::make_shared<RecordingObserver>();
  first->on_done = [&] { client_->Start(Chat("m"), second); };
  client_->Start(Chat("m"), first);

  EXPECT_EQ(second->WaitFailure(), Failure::kNone);
  EXPECT_THAT(second->body(), HasSubstr("Hello"));
}

TEST_F(ClientTest, BoundsTheConnectionsToOneHost) {
  client_ = std::make_unique<Client>(ClientOptions{.max_connections_per_host = 1});
  const auto first = Start(Chat("first;hold=0"));
  ASSERT_TRUE(provider_.Wait("first", "arrived"));
  const auto second = Start(Chat("second"));
  provider_.Release("first");

  EXPECT_EQ(first->WaitFailure(), Failure::kNone);
  EXPECT_EQ(second->WaitFailure(), Failure::kNone);
  EXPECT_EQ(provider_.Requests("first").at(0).connection, provider_.Requests("second").at(0).connection);
}

}  // namespace
}  // namespace signalbox::upstream
