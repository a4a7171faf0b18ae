#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "common/dialect/framing.h"
#include "common/dialect/sequential_blocks.h"
#include "common/dialect/stream_codec.h"
#include "common/json/writer.h"

namespace signalbox::dialect::gemini {

/// Writes a stream as Google does: an answer an event, a function call whole in one part, and in the last event how
/// each candidate finished and what was used.
class GeminiStreamEncoder final : public StreamEncoder {
 public:
  static constexpr std::size_t kMaxArgumentBytes = std::size_t{8} << 20;

  explicit GeminiStreamEncoder(StreamEncoderOptions options);

  /// Arguments of more than kMaxArgumentBytes end the stream with an error event.
  void Encode(const StreamEvent& event, std::string& out) override;

 private:
  struct Finish {
    llm::v1::FinishReason reason = llm::v1::FINISH_REASON_UNSPECIFIED;
    std::string native_reason;
    std::string logprobs;
  };

  void Write(const StreamEvent& event, std::string& out);
  void Start(const StreamEvent& event);
  void BeginBlock(const StreamEvent& event, std::string& out);
  void AddDelta(const StreamEvent& event, std::string& out);
  void AddSignature(const StreamEvent& event, std::string& out);
  void EndBlock(const StreamEvent& event, std::string& out);
  void WriteWords(const StreamEvent& event, std::string_view words, std::string_view signature, std::string& out);
  void WriteCall(int choice, std::string& out);
  void WriteLast(std::string& out);
  void WriteError(const ErrorBody& error, std::string& out);
  void AppendEvent(std::string chunk, std::string& out);
  void EndChunk(json::Writer& writer, int choice, std::string& out, std::string_view logprobs = {});
  void AddLogprobs(std::string_view logprobs, json::Writer& writer);
  void Lose(int block, std::string_view name);

  const StreamEncoderOptions options_;
  const bool own_;
  Framer framer_;
  SequentialBlocks blocks_;
  std::string tail_;  // What ends every event: the model, the id.
  std::string call_id_;
  std::string call_name_;
  std::string arguments_;
  std::string call_signature_;
  int call_block_ = 0;
  std::map<int, Finish> finishes_;  // By choice.
  std::optional<llm::v1::Usage> usage_;
  bool over_ = false;
};

}  // namespace signalbox::dialect::gemini
