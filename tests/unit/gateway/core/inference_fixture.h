#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "gateway/inference/services.h"
#include "tests/unit/gateway/core/fake_exchange.h"
#include "tests/unit/gateway/core/fake_services.h"

namespace signalbox::gateway {

/// Inference among fakes, and a caller with a good key.
class InferenceFixture : public ::testing::Test {
 protected:
  InferenceFixture() {
    services_->admission = std::make_shared<Admission>(ledger_);
    services_->router = router_;
    services_->memory = memory_;
    services_->ledger = ledger_;
    services_->keep_alive = keep_alive_;
    services_->metrics = std::make_shared<EdgeMetrics>();
    auto caller = std::make_shared<Caller>();
    caller->principal = {"key-1", "", "user-1", "team-1", "org-1", Role::kCaller};
    caller_ = caller;
  }

  // What a test leaves open holds its relay, which holds the services.
  ~InferenceFixture() override {
    router_->observer = nullptr;
    memory_->held.clear();
    ledger_->held.clear();
    exchange_->pending.clear();
  }

  std::shared_ptr<Call> NewCall() {
    static const auto kEndpoint = std::make_shared<const std::string>("/v1/chat/completions");
    auto call = std::make_shared<Call>(exchange_, kEndpoint);
    call->request_id = "request-1";
    call->caller = caller_;
    call->AtEnd([this](const Call& ended) {
      over_ = true;
      record_ = ended.record;
    });
    return call;
  }

  static router::v1::GenerateEvent Head(int status, const std::string& content_type) {
    router::v1::GenerateEvent event;
    event.mutable_head()->set_status(status);
    auto* header = event.mutable_head()->add_headers();
    header->set_name("content-type");
    header->set_value(content_type);
    return event;
  }
  static router::v1::GenerateEvent StreamHead() { return Head(200, "text/event-stream"); }
  static router::v1::GenerateEvent Data(const std::string& bytes) {
    router::v1::GenerateEvent event;
    event.set_data(bytes);
    return event;
  }
  static router::v1::GenerateEvent Tail(llm::v1::Ending ending, const std::string& bytes = "") {
    router::v1::GenerateEvent event;
    event.set_data(bytes);
    event.mutable_tail()->set_ending(ending);
    auto* attempt = event.mutable_tail()->add_attempts();
    attempt->set_deployment("deployment-1");
    attempt->set_provider("demo");
    attempt->set_account_id("account-1");
    attempt->set_upstream_model("real-gpt");
    attempt->mutable_usage()->set_input(9);
    attempt->mutable_usage()->set_output(3);
    return event;
  }

  const billing::v1::Entry& entry() const { return ledger_->entries.at(0); }

  std::shared_ptr<FakeExchange> exchange_ = std::make_shared<FakeExchange>();
  std::shared_ptr<FakeRouter> router_ = std::make_shared<FakeRouter>();
  std::shared_ptr<FakeMemory> memory_ = std::make_shared<FakeMemory>();
  std::shared_ptr<FakeLedger> ledger_ = std::make_shared<FakeLedger>();
  std::shared_ptr<KeepAlive> keep_alive_ = std::make_shared<KeepAlive>();
  std::shared_ptr<InferenceServices> services_ = std::make_shared<InferenceServices>();
  std::shared_ptr<const Caller> caller_;
  bool over_ = false;
  CallRecord record_;
};

}  // namespace signalbox::gateway
