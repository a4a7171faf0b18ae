#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/dialect/codec.h"
#include "services/router/domain/provider_api.h"
#include "signalbox/router/v1/router.pb.h"

namespace signalbox::router {

/// What the body of a request says by itself.
struct OwnTurns {
  std::vector<llm::v1::Message> instructions;  ///< Its leading system and developer messages.
  std::vector<llm::v1::Message> turns;         ///< All others.
};

/// The caller's request and what has been read of it so far. One thread at a time.
class CallerRequest {
 public:
  /// `proto` must outlive it, and its dialect must have a codec. Once Conversation() succeeded, its body is not looked
  /// at for that any more.
  explicit CallerRequest(const v1::GenerateRequest& proto);

  const v1::GenerateRequest& proto() const { return proto_; }
  const dialect::Codec& codec() const { return codec_; }
  dialect::Framing framing() const {
    return proto_.json_array() ? dialect::Framing::kJsonArray : dialect::Framing::kSse;
  }
  const HttpHeaders& headers() const { return headers_; }
  std::span<const llm::v1::Message> history() const { return history_; }
  std::size_t body_bytes() const { return body_bytes_; }  ///< When it came.

  /// The whole request, canonical, with the history after its instructions; read once, when first asked for.
  /// Errors: kInvalidArgument as Codec::DecodeRequest.
  absl::StatusOr<const llm::v1::Conversation*> Conversation();

  /// The turns of the body itself; nothing when it cannot be read.
  std::optional<OwnTurns> NewTurns();

 private:
  void InsertHistory();

  const v1::GenerateRequest& proto_;
  const dialect::Codec& codec_;
  const HttpHeaders headers_;
  const std::vector<llm::v1::Message> history_;
  const std::size_t body_bytes_;
  std::optional<absl::StatusOr<llm::v1::Conversation>> conversation_;
  int instructions_end_ = 0;  // In the conversation, once that was read.
  int new_turns_begin_ = 0;
};

}  // namespace signalbox::router
