#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "gateway/filters/api_key.h"
#include "gateway/filters/body_limit.h"
#include "gateway/filters/in_flight.h"
#include "gateway/filters/request_id.h"
#include "tests/unit/gateway/core/fake_exchange.h"
#include "tests/unit/gateway/core/fake_services.h"

namespace signalbox::gateway {
namespace {

class FiltersTest : public ::testing::Test {
 protected:
  /// Sends the exchange through the chain; the handler behind it answers 200 and notes the call.
  void Run(const Chain& chain) {
    chain.Around("/test", [this](std::shared_ptr<Call> call) {
      ++passed_;
      request_id_ = call->request_id;
      call->Respond(200, {}, "ok");
    })(exchange_);
  }

  std::string SentId() { return exchange_->Header("x-request-id").value_or("none"); }

  std::shared_ptr<FakeExchange> exchange_ = std::make_shared<FakeExchange>();
  int passed_ = 0;
  std::string request_id_;
};

TEST_F(FiltersTest, FiltersRunFromLeftToRight) {
  std::string order;
  const auto mark = [&order](char name) -> Filter {
    return [&order, name](Handler next, const std::string&) -> Handler {
      return [&order, name, next](std::shared_ptr<Call> call) {
        order.push_back(name);
        next(std::move(call));
      };
    };
  };
  Run(Chain{mark('a'), mark('b')}.Then(mark('c')));
  EXPECT_EQ(order, "abc");
}

TEST_F(FiltersTest, ADroppedRequestIsAnsweredAsOurFault) {
  Chain{RequestId()}.Around("/test", [](const std::shared_ptr<Call>&) {})(exchange_);
  EXPECT_EQ(exchange_->status, 500);
}

TEST_F(FiltersTest, EveryAnswerStatesOurShareOfTheTime) {
  Run(Chain{RequestId()});
  const std::string timing = exchange_->Header("server-timing").value_or("");
  EXPECT_TRUE(timing.starts_with("gateway;dur=")) << timing;
  EXPECT_NE(timing.find(", upstream;dur=0.000"), std::string::npos) << timing;
}

TEST_F(FiltersTest, AGoodRequestIdOfTheCallerIsKept) {
  exchange_->request.headers = {{"x-request-id", "My-id_1.2"}};
  Run(Chain{RequestId()});
  EXPECT_EQ(SentId(), "My-id_1.2");
  EXPECT_EQ(request_id_, "My-id_1.2");
}

TEST_F(FiltersTest, ABadRequestIdIsReplacedByOneOfOurs) {
  for (const std::string& bad : {std::string(), std::string(129, 'a'), std::string("a b"), std::string("a\x01"),
                                 std::string("a/b"), std::string("caf\xc3\xa9")}) {
    exchange_ = std::make_shared<FakeExchange>();
    exchange_->request.headers = {{"x-request-id", bad}};
    Run(Chain{RequestId()});
    EXPECT_TRUE(IsUuid(SentId())) << bad;
  }
  EXPECT_TRUE(IsGoodRequestId(std::string(128, 'a')));
}

TEST_F(FiltersTest, ABodyAboveTheLimitIs413) {
  exchange_->request.body = std::string(11, 'x');
  Run(Chain{BodyLimit(10)});
  EXPECT_EQ(exchange_->status, 413);
  EXPECT_EQ(passed_, 0);
}

TEST_F(FiltersTest, ABodyAtTheLimitPasses) {
  exchange_->request.body = std::string(10, 'x');
  Run(Chain{BodyLimit(10)});
  EXPECT_EQ(exchange_->status, 200);
}

class ApiKeyTest : public FiltersTest {
 protected:
  ApiKeyTest() { cache_->OnConnected(1); }

  std::shared_ptr<KeyCache> cache_ = std::make_shared<KeyCache>(KeyCacheOptions{});
  std::shared_ptr<FakeIdentity> identity_ = std::make_shared<FakeIdentity>();
  std::shared_ptr<Authenticator> authenticator_ = std::make_shared<Authenticator>(cache_, identity_);
  Chain keyed_{RequestId(), ApiKey(authenticator_)};
};

TEST_F(ApiKeyTest, WithoutACredentialIdentityIsNotAsked) {
  Run(keyed_);
  EXPECT_EQ(exchange_->status, 401);
  EXPECT_NE(exchange_->body.find("missing or invalid authorization header"), std::string::npos);
  EXPECT_TRUE(identity_->credentials.empty());
}

TEST_F(ApiKeyTest, PassesOnceIdentityKnowsTheKey) {
  exchange_->request.headers = {{"x-api-key", "secret"}};
  Run(keyed_);
  EXPECT_EQ(passed_, 0);

  identity_->Answer(FakeIdentity::Caller("a", 1));

  EXPECT_EQ(passed_, 1);
  EXPECT_EQ(identity_->credentials[0], "secret");
}

TEST_F(ApiKeyTest, ARefusedKeyIs401AndAnOutageIs503) {
  exchange_->request.headers = {{"x-api-key", "secret"}};
  Run(keyed_);
  identity_->Answer(absl::UnauthenticatedError("no"));
  EXPECT_EQ(exchange_->status, 401);

  exchange_ = std::make_shared<FakeExchange>();
  exchange_->request.headers = {{"x-api-key", "other"}};
  Run(keyed_);
  identity_->Answer(absl::UnavailableError("away"));
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(passed_, 0);
}

TEST_F(ApiKeyTest, ADataPlaneKeyMayNotManage) {
  exchange_->request.headers = {{"x-api-key", "secret"}};
  Run(keyed_.Then(AdminOnly()));
  identity_->Answer(FakeIdentity::Caller("a", 1));
  EXPECT_EQ(exchange_->status, 403);
  EXPECT_NE(exchange_->body.find("management permission required"), std::string::npos);
  EXPECT_NE(exchange_->body.find("permission_error"), std::string::npos);
}

TEST_F(ApiKeyTest, AnAdministratorMayManage) {
  exchange_->request.headers = {{"x-api-key", "secret"}};
  Run(keyed_.Then(AdminOnly()));
  identity_->Answer(FakeIdentity::Caller("", 1, common::v1::PROXY_ADMIN));
  EXPECT_EQ(passed_, 1);
}

TEST_F(FiltersTest, InFlightEndsWhenTheLastUserOfACallLetsGo) {
  const auto in_flight = std::make_shared<InFlight>();
  std::shared_ptr<Call> kept;
  Chain{in_flight->Track()}.Around("/test", [&kept](std::shared_ptr<Call> call) { kept = std::move(call); })(exchange_);
  kept->Respond(200, {}, "");

  const auto now = std::chrono::steady_clock::now();
  EXPECT_FALSE(in_flight->WaitForNone(now));
  kept.reset();
  EXPECT_TRUE(in_flight->WaitForNone(now));
}

}  // namespace
}  // namespace signalbox::gateway
