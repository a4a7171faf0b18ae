#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <absl/functional/function_ref.h>
#include <absl/status/status.h>

#include "common/dialect/losses.h"
#include "common/dialect/stream_event.h"
#include "common/json/document.h"

namespace signalbox::dialect {

/// One event as it is framed on the wire: an SSE event, a message of an AWS event stream.
struct WireEvent {
  std::string_view type;  ///< Empty when the framing names none.
  std::string_view data;
};

using StreamSink = absl::FunctionRef<void(const StreamEvent&)>;

/// Understands a provider's stream. One thread; one per stream.
class StreamDecoder {
 public:
  virtual ~StreamDecoder() = default;

  /// Yields what one event means; nothing for one that means nothing (a ping, an unknown type). After kEnd or kError it
  /// yields nothing any more. Errors: kInvalidArgument when it is no event of this dialect: the stream is broken.
  virtual absl::Status Decode(const WireEvent& event, StreamSink sink) = 0;

  /// The stream ended as its transport says it should. Yields kEnd in a dialect whose terminator is that end, if every
  /// choice had finished; else nothing.
  virtual void End(StreamSink) {}

  /// Where the event decoded last names the model, if it does: valid until the next Decode().
  virtual std::optional<json::Value> model_value() const { return std::nullopt; }
};

/// How a stream's events are put on the wire.
enum class Framing : std::uint8_t {
  kSse,
  kJsonArray,  ///< One JSON array, an element an event: GEMINI without `alt=sse`.
};

struct StreamEncoderOptions {
  std::string public_model;    ///< The name the caller knows the model by.
  bool include_usage = false;  ///< Of OPENAI_CHAT and OPENAI_COMPLETIONS: the caller asked for a usage chunk.
  Framing framing = Framing::kSse;
  std::int64_t created = 0;  ///< Unix seconds, for an answer that says none.
  std::string id;            ///< A UUID in hexadecimal without dashes: what ids are made of that the caller sees.
  llm::v1::Dialect from = llm::v1::DIALECT_UNSPECIFIED;  ///< The dialect the events were decoded from.
  const llm::v1::Conversation* request = nullptr;        ///< What was asked, for answers that repeat it; may be null.
};

/// Writes a stream for a caller. One thread; one per stream.
///
/// The provider may report usage before or after the finish: there is one terminal event, with the right reason. kError
/// writes the dialect's error event and no terminator.
class StreamEncoder {
 public:
  virtual ~StreamEncoder() = default;

  /// Appends the framed events.
  virtual void Encode(const StreamEvent& event, std::string& out) = 0;

  const Losses& losses() const { return losses_; }

 protected:
  Losses losses_;
};

/// Reads a stream of the caller's own dialect: passes on the provider's bytes and tells what they mean. One thread; one
/// per stream.
class StreamMirror {
 public:
  virtual ~StreamMirror() = default;

  /// Appends what the caller is to see of one event (an error event is not: its caller writes that), and yields to
  /// `sink` at least kUsage, kFinish, kEnd, kError and, as the base of estimates and transcripts, the blocks. Errors:
  /// kInvalidArgument when the stream is broken.
  virtual absl::Status Read(const WireEvent& event, std::string& out, StreamSink sink) = 0;

  /// After kError: that event as Read() would have passed it on, for a caller in the middle of an answer. Ends what the
  /// framing opened.
  virtual std::string_view error_event() const = 0;

  /// As StreamDecoder::End; may append a terminator of the framing.
  virtual void End(std::string& out, StreamSink sink) = 0;
};

struct StreamMirrorOptions {
  std::string public_model;
  bool show_usage = false;  ///< OpenAI: the caller asked for usage; else it is hidden.
  Framing framing = Framing::kSse;
};

}  // namespace signalbox::dialect
