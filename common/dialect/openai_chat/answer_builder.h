#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Puts one choice's deltas together again.
///
/// Keeps at most kMaxBytes and kMaxToolCalls; an answer that has more is marked partial.
class AnswerBuilder {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{8} << 20;
  static constexpr std::size_t kMaxToolCalls = 128;

  void Add(json::Value delta);

  /// The message so far: reasoning, text, refusal, then tool calls by index. Leaves the builder empty.
  llm::v1::Message Take();

 private:
  struct Call {
    std::int64_t index = 0;
    std::string id;
    std::string name;
    std::string arguments;
  };

  void Append(std::string& to, json::Value text);
  void AddCall(json::Value call);
  Call* CallFor(json::Value call);

  std::string text_;
  std::string reasoning_;
  std::string refusal_;
  std::vector<Call> calls_;
  std::size_t bytes_ = 0;
  bool overflow_ = false;
};

}  // namespace signalbox::dialect::openai_chat
