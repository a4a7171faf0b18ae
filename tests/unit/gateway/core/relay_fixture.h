#pragma once

#include <string>
#include <utility>

#include "gateway/inference/relay.h"
#include "tests/unit/gateway/core/inference_fixture.h"

namespace signalbox::gateway {

inline constexpr char kDone[] = "data: [DONE]\n\n";

/// One request that is admitted and relayed among fakes.
class RelayTest : public InferenceFixture {
 protected:
  void Start(const std::string& session = "") {
    auto ticket = services_->admission->Admit(caller_, "gpt", TimePoint(std::chrono::seconds(1'700'000'000)));
    Question question;
    question.asked = {"gpt", "end-user", session, true, operation_, dialect_ == llm::v1::GEMINI};
    question.request.set_body("{}");
    auto call = NewCall();
    call->dialect = dialect_;
    Relay::Start(services_, std::move(call), *std::move(ticket), std::move(question));
  }

  int nexts() const { return router_->generation->nexts; }

  llm::v1::Operation operation_ = llm::v1::GENERATE;
  llm::v1::Dialect dialect_ = llm::v1::OPENAI_CHAT;
};

}  // namespace signalbox::gateway
