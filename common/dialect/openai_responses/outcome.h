#pragma once

#include <string_view>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// How an answer ended, in this dialect's words.
struct Outcome {
  std::string_view status = "completed";
  std::string_view reason = {};  ///< Of incomplete_details; empty when there are none.
};

Outcome OutcomeOf(llm::v1::FinishReason finish);

struct Finish {
  llm::v1::FinishReason reason = llm::v1::STOP;
  std::string_view native;  ///< The word that says it, as long as the document lives.
};

/// Of a response object that is no longer in progress. `calls_tools`: its output has function calls.
Finish FinishOf(json::Value response, bool calls_tools);

}  // namespace signalbox::dialect::openai_responses
