#pragma once

#include <map>
#include <optional>
#include <string>

#include "common/dialect/openai_chat/choice_decoder.h"
#include "common/dialect/stream_codec.h"
#include "common/json/document.h"

namespace signalbox::dialect::openai_chat {

/// Understands a provider's chunks, those of legacy completions too. Ends with "[DONE]"; a stream without it is broken.
class ChatStreamDecoder final : public StreamDecoder {
 public:
  absl::Status Decode(const WireEvent& event, StreamSink sink) override;
  std::optional<json::Value> model_value() const override { return model_; }

  /// Of the chunk decoded last: its usage, unless that is null, what it says it is, and whether it has a choice.
  std::optional<json::Value> usage_value() const { return usage_; }
  std::optional<json::Value> object_value() const { return object_; }
  bool has_choices() const { return has_choices_; }

 private:
  void ReadChunk(json::Value root, StreamSink sink);
  void Start(json::Value root, StreamSink sink);
  void ReadChoices(json::Value choices, StreamSink sink);
  void ReadUsageOf(json::Value usage, StreamSink sink);
  void YieldError(std::string_view data, StreamSink sink);
  void Finish(StreamSink sink);

  json::Document document_;
  std::optional<json::Value> model_;
  std::optional<json::Value> usage_;
  std::optional<json::Value> object_;
  bool has_choices_ = false;
  bool started_ = false;
  bool over_ = false;
  std::map<int, ChoiceDecoder> choices_;  // By index.
};

}  // namespace signalbox::dialect::openai_chat
