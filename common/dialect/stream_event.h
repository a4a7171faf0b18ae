#pragma once

#include <cstdint>
#include <string_view>

#include "common/dialect/error.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect {

/// The kind of a block in a stream.
enum class BlockType : std::uint8_t {
  kText,
  kThinking,
  kRedactedThinking,
  kToolCall,
  kRefusal,
  kOther,  ///< Something only its dialect knows.
};

/// One step of a streamed answer, whatever the dialect. Its views die with the call they came by.
///
/// The order: kStart once, first. Then, for each choice, blocks: kBlockStart, any number of kDelta, kSignature and
/// kCitation, kBlockEnd. Block indexes count from 0 within a choice in order of their start; several may be open at
/// once (see SequentialBlocks). kFinish once for each choice, after its blocks have ended. kUsage any number of times
/// and anywhere after kStart, each replacing the one before; kLoss likewise. Last, once: kEnd, or kError instead. A
/// stream that breaks has neither.
struct StreamEvent {
  enum class Kind : std::uint8_t {
    kStart,       ///< id, model, created; usage if the provider says it already.
    kBlockStart,  ///< block_type; id and name of a tool call; id and summary of thinking; text: the data of redacted
                  ///< thinking; raw of kOther.
    kDelta,       ///< text: more of the words, the thinking, the arguments (pieces of JSON text). raw: see below.
    kSignature,   ///< text: the provider's proof of the block.
    kCitation,    ///< citation: of the words of the block.
    kBlockEnd,
    kFinish,  ///< finish, native_reason, stop_sequence.
    kUsage,   ///< usage.
    kLoss,    ///< text: the name of something the provider said that no other step can tell; not in a mirrored stream.
    kEnd,     ///< The provider's success terminator.
    kError,   ///< error: the provider reported a failure instead.
  };

  explicit StreamEvent(Kind of_kind) : kind(of_kind) {}
  StreamEvent(Kind of_kind, int of_choice, int of_block) : kind(of_kind), choice(of_choice), block(of_block) {}

  Kind kind;
  BlockType block_type = BlockType::kText;
  llm::v1::FinishReason finish = llm::v1::FINISH_REASON_UNSPECIFIED;
  bool summary = false;  ///< The thinking is the provider's summary of it.
  int choice = 0;
  int block = 0;
  std::int64_t created = 0;  ///< Unix seconds; 0 when not said.
  std::string_view id;
  std::string_view name;  ///< Of the tool.
  std::string_view model;
  std::string_view text;
  std::string_view raw;  ///< kDelta, kFinish: logprobs in OpenAI's form, JSON; kOther: JSON.
  std::string_view native_reason;
  std::string_view stop_sequence;
  const llm::v1::Usage* usage = nullptr;
  const llm::v1::Citation* citation = nullptr;
  const ErrorBody* error = nullptr;
};

}  // namespace signalbox::dialect
