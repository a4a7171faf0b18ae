#include <condition_variable>
#include <mutex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "services/router/rpc/relay.h"
#include "tests/unit/services/router/catalog_fixtures.h"
#include "tests/unit/services/router/mock_catalog_store.h"

namespace signalbox::router {
namespace {

using namespace testing;  // NOLINT: this service's fixtures.

/// A provider whose accounts hold secrets that must be exchanged.
class TokenApi final : public ProviderApi {
 public:
  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider&, const Question& question) const override {
    return question.caller;
  }
  absl::StatusOr<ProviderCall> Call(const Provider&, const Account&, Written, std::string_view token,
                                    TimePoint) const override {
    return Error(absl::StatusCode::kFailedPrecondition, "", "called with " + std::string(token));
  }
  absl::StatusOr<ProviderCall> Probe(const Provider&, const Account&, std::string_view, TimePoint) const override {
    return ProviderCall{};
  }
  bool NeedsToken(const Account&) const override { return true; }
};

/// Keeps who waits.
class HeldTokens final : public TokenSource {
 public:
  using Done = std::function<void(absl::StatusOr<std::string>)>;

  void Get(const Provider&, const Account&, Done done) override { waiting.push_back(std::move(done)); }

  std::vector<Done> waiting;
};

/// Keeps what came.
class HeldEvents final : public EventSink {
 public:
  void Write(v1::GenerateEvent event) override { events.push_back(std::move(event)); }
  void Fail(const absl::Status& status) override { failure = status; }

  std::vector<v1::GenerateEvent> events;
  std::optional<absl::Status> failure;
};

class TokenWait : public ::testing::Test {
 protected:
  TokenWait() {
    EXPECT_CALL(store_, Load).WillOnce(::testing::Return(Catalog{}));
    EXPECT_TRUE(keeper_.Reload({}).ok());
  }

  std::shared_ptr<Relay> Start() {
    v1::GenerateRequest request;
    request.set_ticket(NewUuid());
    request.set_dialect(llm::v1::OPENAI_CHAT);
    request.set_model("m");
    request.set_body(R"({"model":"m","messages":[{"role":"user","content":"Hello"}]})");
    auto relay = std::make_shared<Relay>(parts_, std::move(request), RequestContext{}, sink_);
    relay->Start();
    return relay;
  }

  static Catalog TwoProviders() {
    return {{MakeProvider("a"), MakeProvider("b")},
            {MakeAccount("a", "1"), MakeAccount("b", "1")},
            {MakeDeployment("m", "a"), MakeDeployment("m", "b")}};
  }

  TokenApi api_;
  ::testing::StrictMock<MockCatalogStore> store_;
  LiveTable live_;
  SnapshotKeeper keeper_{store_, live_, TwoProviders(), {}, [this](std::string_view) { return &api_; }};
  upstream::Client client_{{}};
  AttemptMetrics metrics_;
  HeldTokens tokens_;
  const RelayParts parts_{keeper_, client_, [](std::uint64_t) { return 0; }, metrics_, tokens_};
  const std::shared_ptr<HeldEvents> sink_ = std::make_shared<HeldEvents>();
};

TEST_F(TokenWait, StoppingEndsTheWaitAtOnceAndALateTokenChangesNothing) {
  const auto relay = Start();
  ASSERT_EQ(tokens_.waiting.size(), 1u);
  EXPECT_TRUE(sink_->events.empty());

  relay->Stop();

  ASSERT_EQ(sink_->events.size(), 1u);
  EXPECT_EQ(sink_->events[0].tail().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_EQ(sink_->events[0].tail().attempts_size(), 0);
  tokens_.waiting[0]("late");
  relay->Stop();
  EXPECT_EQ(sink_->events.size(), 1u);
  EXPECT_FALSE(sink_->failure);
}

TEST_F(TokenWait, ARefusedSecretIsTriedElsewhereAndThenIsOursToMend) {
  const auto relay = Start();

  tokens_.waiting.at(0)(absl::UnauthenticatedError("revoked"));
  ASSERT_EQ(tokens_.waiting.size(), 2u) << "the other account must be tried";
  tokens_.waiting.at(1)(absl::UnauthenticatedError("revoked"));

  ASSERT_EQ(sink_->events.size(), 1u);
  EXPECT_EQ(sink_->events[0].head().status(), 502);
  EXPECT_THAT(sink_->events[0].data(), ::testing::HasSubstr("upstream_auth_error"));
  EXPECT_THAT(sink_->events[0].data(), ::testing::Not(::testing::HasSubstr("revoked")));
  EXPECT_EQ(sink_->events[0].tail().attempts_size(), 2);
}

TEST_F(TokenWait, TokensThatNobodyGivesMakeTheProvidersUnreachable) {
  const auto relay = Start();

  tokens_.waiting.at(0)(absl::UnavailableError("away"));
  tokens_.waiting.at(1)(absl::UnavailableError("away"));

  ASSERT_TRUE(sink_->failure);
  EXPECT_EQ(sink_->failure->code(), absl::StatusCode::kUnavailable);
}

TEST_F(TokenWait, TheProviderIsCalledWithItsToken) {
  const auto relay = Start();

  tokens_.waiting.at(0)("abc");

  ASSERT_EQ(tokens_.waiting.size(), 2u) << "this one cannot be called, so the other is tried";
  relay->Stop();
  ASSERT_EQ(sink_->events.size(), 1u);
  EXPECT_EQ(sink_->events[0].tail().attempts_size(), 1);
}

}  // namespace
}  // namespace signalbox::router
