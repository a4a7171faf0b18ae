#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// What the edge must know of a request; nothing else of it is looked at.
struct RequestFacts {
  std::string model;
  bool stream = false;
  bool include_usage = false;                      ///< stream_options.include_usage.
  std::optional<std::int64_t> max_output_tokens;   ///< max_completion_tokens, else max_tokens, else max_output_tokens.
  int choices = 1;                                 ///< n.
  std::string session_id;                          ///< conversation_id, else session_id; empty when neither.
  std::string user;                                ///< user, at most 256 bytes.
};

/// Reads the facts in one pass. Errors: kInvalidArgument naming the field when the body is not a JSON object, `model` is
/// missing, empty or longer than 256 characters, `messages` is missing, empty or no array, or a fact has the wrong type.
absl::StatusOr<RequestFacts> ScanRequest(std::string_view body);

/// Changes of a request on its way to a provider. Everything not named keeps its bytes, order and number text.
struct RequestEdits {
  std::string model;                                          ///< New value of `model`.
  bool ask_for_usage = false;                                 ///< Sets stream_options.include_usage to true.
  std::span<const llm::v1::Message> history;                  ///< Inserted after the leading system and developer messages.
};

/// Applies the edits, and removes the fields that are ours: conversation_id, session_id.
/// Errors: kInvalidArgument as ScanRequest.
absl::StatusOr<std::string> EditRequest(std::string_view body, const RequestEdits& edits);

/// The request's own turns without its leading system and developer messages, for a transcript.
absl::StatusOr<std::vector<llm::v1::Message>> DecodeTurns(std::string_view body);

/// The whole request, canonical, and back. Encode(Decode(x)) is x up to white space and key order.
absl::StatusOr<llm::v1::Conversation> DecodeRequest(std::string_view body);
std::string EncodeRequest(const llm::v1::Conversation& conversation);

/// A plain answer that was read.
struct Response {
  std::string body;                          ///< With the public model name put back; otherwise the provider's bytes.
  std::optional<llm::v1::Usage> usage;       ///< Absent when the provider gave none.
  llm::v1::Message answer;                   ///< The first choice's message; only if asked for.
};

/// Errors: kInvalidArgument when the body is no chat completion.
absl::StatusOr<Response> ReadResponse(std::string_view body, std::string_view public_model, bool want_answer);

/// Reads a provider's stream event by event and yields what the caller is to see.
///
/// Restores the model name, hides usage the caller did not ask for, collects usage and, if asked, the answer (text,
/// reasoning, refusal, tool calls by index). One thread; one per stream.
class StreamReader {
 public:
  struct Options {
    std::string public_model;
    bool show_usage = false;
    bool want_answer = false;
  };

  explicit StreamReader(Options options);

  /// What became of one event.
  enum class Kind {
    kData,      ///< A chunk.
    kDone,      ///< "[DONE]".
    kError,     ///< The provider reported an error instead of a chunk.
    kGarbage,   ///< Not JSON: the stream is broken.
  };

  /// Appends to `out` the SSE event(s) the caller is to see for this event's data; nothing for a hidden one.
  Kind Read(std::string_view data, std::string& out);

  const std::optional<llm::v1::Usage>& usage() const { return usage_; }

  /// Whether every choice seen has had its finish_reason.
  bool finished() const { return finished_; }

  /// The first choice's message so far.
  llm::v1::Message TakeAnswer();

  /// Characters of generated text, reasoning and tool arguments so far, over all choices: the base of an estimate.
  std::int64_t generated_characters() const { return generated_characters_; }

 private:
  Options options_;
  std::optional<llm::v1::Usage> usage_;
  bool finished_ = false;
  std::int64_t generated_characters_ = 0;
  llm::v1::Message answer_;
};

/// OpenAI's error body.
struct ErrorBody {
  std::string message;
  std::string type;                     ///< "invalid_request_error", ...
  std::optional<std::string> code;      ///< null when absent.
  std::optional<std::string> param;
};
std::string EncodeError(const ErrorBody& error);

/// The error event of a stream that broke: `data: {"error":{...}}` and its blank line.
std::string EncodeStreamError(const ErrorBody& error);

/// Tokens of a text of `characters`, when nobody counted them: a quarter, rounded up.
std::int64_t EstimateTokens(std::int64_t characters);

/// An estimate of the request's input tokens from the text of its messages. For streams without usage.
std::int64_t EstimateInputTokens(std::string_view body);

}  // namespace signalbox::dialect::openai_chat
