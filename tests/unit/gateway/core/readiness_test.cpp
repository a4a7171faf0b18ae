#include "gateway/operations/readiness.h"

#include <map>

#include <nlohmann/json.hpp>

#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {
namespace {

using nlohmann::json;

class FakePeer final : public PeerHealth {
 public:
  explicit FakePeer(const std::string& name) : PeerHealth(name, nullptr) {}
  void Check(std::chrono::milliseconds, std::function<void(bool)> done) override { done(serving); }
  bool serving = true;
};

class ReadinessTest : public InferenceFixture {
 protected:
  json Ask() {
    exchange_ = std::make_shared<FakeExchange>();
    readiness_->Answer(NewCall());
    return json::parse(exchange_->body);
  }

  std::shared_ptr<FakePeer> identity_ = std::make_shared<FakePeer>("identity");
  std::shared_ptr<FakePeer> memory_peer_ = std::make_shared<FakePeer>("memory");
  std::shared_ptr<Readiness> readiness_ =
      std::make_shared<Readiness>(Readiness::Peers{identity_}, Readiness::Peers{memory_peer_}, ledger_);
};

TEST_F(ReadinessTest, AllThereIsOk) {
  const json body = Ask();
  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(body, json::parse(R"({"status":"ok","dependencies":{"identity":"ok","memory":"ok","outbox":"ok"}})"));
}

TEST_F(ReadinessTest, ANeededServiceThatIsAwayIs503) {
  identity_->serving = false;
  const json body = Ask();
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(body.at("status"), "unavailable");
  EXPECT_EQ(body.at("dependencies").at("identity"), "unavailable");
}

TEST_F(ReadinessTest, AUsefulServiceThatIsAwayIsDegradedAndServes) {
  memory_peer_->serving = false;
  const json body = Ask();
  EXPECT_EQ(exchange_->status, 200);
  EXPECT_EQ(body.at("status"), "degraded");
}

TEST_F(ReadinessTest, AFullOutboxIs503) {
  ledger_->full = true;
  const json body = Ask();
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(body.at("dependencies").at("outbox"), "full");
}

TEST_F(ReadinessTest, ADrainingGatewayIs503) {
  readiness_->StartDraining();
  const json body = Ask();
  EXPECT_EQ(exchange_->status, 503);
  EXPECT_EQ(body.at("status"), "draining");
}

}  // namespace
}  // namespace signalbox::gateway
