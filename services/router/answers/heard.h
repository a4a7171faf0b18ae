#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "common/dialect/answer_collector.h"
#include "common/dialect/stream_event.h"
#include "services/router/answers/generated.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::router {

/// What is kept of a streamed answer besides passing it on. One thread; one per answer.
class Heard {
 public:
  /// `upstream_model` must outlive it.
  Heard(std::string_view upstream_model, bool want_answer) : words_(upstream_model), want_answer_(want_answer) {}

  void Add(const dialect::StreamEvent& event);

  const std::optional<llm::v1::Usage>& usage() const { return usage_; }
  bool usage_is_final() const { return usage_is_final_; }
  GeneratedTokens CountGenerated() { return words_.Count(); }

  /// The first choice's message, if it was asked for.
  llm::v1::Message TakeAnswer();

 private:
  bool IsThinking(const dialect::StreamEvent& event) const;

  std::optional<llm::v1::Usage> usage_;
  bool usage_is_final_ = false;
  GeneratedText words_;
  std::vector<std::pair<int, int>> thinking_;  // Blocks, by choice and index.
  const bool want_answer_;
  dialect::AnswerCollector collector_;
};

}  // namespace signalbox::router
