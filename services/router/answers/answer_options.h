#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/dialect/codec.h"

namespace signalbox::router {

/// What an answer is read as, and what the caller is to see of it. What it points to outlives the reader.
struct AnswerOptions {
  const dialect::Codec* asked = nullptr;   ///< Of the dialect the provider was asked in. Not null.
  const dialect::Codec* caller = nullptr;  ///< Of the caller's. Not null.
  std::string_view upstream_model;
  std::string public_model;  ///< The name the caller knows the model by.
  bool stream = false;       ///< The caller wants events.
  dialect::Framing framing = dialect::Framing::kSse;
  bool show_usage = false;   ///< In streams: the caller asked for usage.
  bool want_answer = false;  ///< Keep the message for a transcript.
  std::string id;            ///< A UUID in hexadecimal without dashes: what ids are made of that the caller sees.
  std::int64_t created = 0;  ///< Unix seconds, for an answer that says none.

  /// What was asked, for answers that repeat it; null when it cannot be read. Asked only when it is needed.
  std::function<const llm::v1::Conversation*()> conversation;

  /// Who writes the answer for the caller when it is translated or replayed; without them the caller's codec does.
  std::function<std::unique_ptr<dialect::StreamEncoder>(dialect::StreamEncoderOptions)> new_encoder = {};
  std::function<std::string(llm::v1::Response&, const dialect::EncodeResponseOptions&, dialect::Losses&)>
      encode_response = {};

  bool translated() const { return asked != caller; }
};

}  // namespace signalbox::router
