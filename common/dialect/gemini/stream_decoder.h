#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/dialect/gemini/call_ids.h"
#include "common/dialect/stream_codec.h"
#include "common/json/document.h"

namespace signalbox::dialect::gemini {

/// Google's stream: each event is a whole answer that says what is new. A run of words is one block until a thought, a
/// call or a signature ends it. As more may follow a finish, that is told when the transport has ended.
class GeminiStreamDecoder final : public StreamDecoder {
 public:
  absl::Status Decode(const WireEvent& event, StreamSink sink) override;
  void End(StreamSink sink) override;
  std::optional<json::Value> model_value() const override { return model_; }

 private:
  struct Choice {
    bool seen = false;
    bool open = false;  // A block of words.
    BlockType open_type = BlockType::kText;
    int blocks = 0;
    bool called = false;
    std::string finish;    // Google's word; empty until it comes.
    bool blocked = false;  // The prompt was refused.
    std::string late_logprobs;
    CallIds ids;
  };

  struct Words {
    BlockType type;
    std::string text;
    std::string signature;
  };

  static std::optional<Words> PlainWords(json::Value part);
  void Start(json::Value root, StreamSink sink);
  absl::Status ReadCandidate(json::Value candidate, int place, StreamSink sink);
  bool ReadLogprobs(json::Value result, int index, StreamSink sink);
  static void Lose(json::Value key, StreamSink sink);
  absl::Status ReadParts(json::Value parts, int index, StreamSink sink);
  absl::Status ReadPart(json::Value part, int index, StreamSink sink);
  void ReadWords(const Words& said, int index, StreamSink sink);
  void ReadCall(const llm::v1::ContentBlock& block, int index, StreamSink sink);
  void ReadOther(json::Value part, int index, StreamSink sink);
  void ReadFeedback(json::Value feedback);
  void CloseBlock(int index, StreamSink sink);
  Choice& ChoiceAt(int index);

  json::Document document_;
  std::optional<json::Value> model_;
  std::string id_;
  std::vector<Choice> choices_;
  bool started_ = false;
  bool over_ = false;
};

}  // namespace signalbox::dialect::gemini
