#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/dialect/error.h"
#include "common/dialect/losses.h"
#include "common/dialect/request_facts.h"
#include "common/dialect/stream_codec.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect {

/// Changes of a request on its way to a provider of the same dialect. Everything not named keeps its bytes, order and
/// number text. Fields that are ours (conversation_id, session_id) are removed always.
struct RequestEdits {
  std::string model;                               ///< New value of `model`; in a dialect without that field: ignored.
  bool ask_for_usage = false;                      ///< OpenAI streams: stream_options.include_usage becomes true.
  std::span<const llm::v1::Message> history = {};  ///< Inserted after the leading instructions.
};

/// How a canonical request is written for a provider.
struct EncodeOptions {
  std::string model;                       ///< The provider's name of it.
  bool stream = false;                     ///< Also asks for usage, where that must be asked for.
  std::int64_t default_max_tokens = 4096;  ///< For a dialect that demands a bound, when the caller gave none.
  std::size_t expected_bytes = 0;          ///< About how long it becomes: a long one is then not moved while it grows.
};

/// A plain answer of the caller's own dialect that was read.
struct MirroredResponse {
  std::string body;                     ///< With the public model name put back; otherwise the provider's bytes.
  std::optional<llm::v1::Usage> usage;  ///< Absent when the provider gave none, or none that can be true.
  llm::v1::Message answer;              ///< The first choice's message; only if asked for.
};

struct EncodeResponseOptions {
  std::string public_model;
  std::int64_t created = 0;                        ///< Unix seconds, for an answer that says none.
  std::string id;                                  ///< As StreamEncoderOptions::id.
  const llm::v1::Conversation* request = nullptr;  ///< What was asked, for answers that repeat it; may be null.
};

/// One wire format: requests, answers, streams and errors, to the canonical model and back, and edits that keep every
/// other byte. Stateless; any thread.
///
/// Decoding puts what the canonical model cannot say into `extra_json` of the nearest message and sets `dialect`.
/// Encoding writes `extra_json` again when `dialect` is its own; for another's, every such field is a loss. Encoding
/// what was decoded from the same dialect gives the same JSON, up to white space, key order and spelling.
///
/// Bodies nest at most 128 deep. Errors of what reads a body are kInvalidArgument with the path of the field in the
/// message and as metadata "field".
class Codec {
 public:
  virtual ~Codec() = default;

  virtual llm::v1::Dialect dialect() const = 0;

  /// One pass over the body, all of which is checked to be JSON; what the edge needs and nothing else.
  virtual absl::StatusOr<RequestFacts> ScanRequest(std::string_view body) const = 0;

  virtual absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits) const = 0;

  virtual absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body) const = 0;

  /// Errors: kInvalidArgument for what cannot be sent to this dialect in any form.
  virtual absl::StatusOr<std::string> EncodeRequest(const llm::v1::Conversation& conversation,
                                                    const EncodeOptions& options, Losses& losses) const = 0;

  virtual absl::StatusOr<MirroredResponse> MirrorResponse(std::string_view body, std::string_view public_model,
                                                          bool want_answer) const = 0;

  virtual absl::StatusOr<llm::v1::Response> DecodeResponse(std::string_view body) const = 0;

  virtual std::string EncodeResponse(const llm::v1::Response& response, const EncodeResponseOptions& options,
                                     Losses& losses) const = 0;

  virtual std::unique_ptr<StreamDecoder> NewStreamDecoder() const = 0;
  virtual std::unique_ptr<StreamEncoder> NewStreamEncoder(StreamEncoderOptions options) const = 0;
  virtual std::unique_ptr<StreamMirror> NewStreamMirror(StreamMirrorOptions options) const = 0;

  /// The answer of a request that asks how many tokens it would be; empty in a dialect without one.
  virtual std::string EncodeTokenCount(std::int64_t) const { return {}; }

  /// What a provider's error body says, in any of the forms this dialect's providers use; nothing when it is none.
  /// Types become the words of ErrorBody where there is one.
  virtual std::optional<ErrorBody> DecodeError(std::string_view body) const = 0;

  /// The body of an error answer with that HTTP status, and the event that ends a stream (framed as SSE). A type the
  /// dialect does not have becomes the one it has for the status. `request_id` stands where the dialect shows one.
  virtual std::string EncodeError(const ErrorBody& error, int http_status, std::string_view request_id) const = 0;
  virtual std::string EncodeStreamError(const ErrorBody& error, int http_status) const = 0;
};

/// The codec of a dialect; null for DIALECT_UNSPECIFIED. Lives for ever.
const Codec* CodecOf(llm::v1::Dialect dialect);

}  // namespace signalbox::dialect
