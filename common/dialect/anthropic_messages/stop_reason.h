#pragma once

#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::anthropic_messages {

/// The canonical reason of a `stop_reason`; OTHER for an unknown word, FINISH_REASON_UNSPECIFIED for none.
llm::v1::FinishReason FinishReasonOf(std::string_view stop_reason);

/// What an answer shows of why it ended.
struct Ended {
  llm::v1::FinishReason reason = llm::v1::FINISH_REASON_UNSPECIFIED;
  bool own = false;                ///< The answer is of this dialect.
  std::string_view native_reason;  ///< The provider's own word.
  bool called_tools = false;
  bool refused = false;
};

/// The `stop_reason` to write; empty for null: this dialect itself did not say one. An answer that calls tools waits
/// for them, and one that declines is a refusal, even where the provider says just that it was done.
std::string_view StopReasonOf(const Ended& ended);

}  // namespace signalbox::dialect::anthropic_messages
