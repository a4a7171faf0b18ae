#pragma once

#include <string>

#include <absl/status/status.h>

#include "common/dialect/gemini/call_ids.h"
#include "common/dialect/losses.h"
#include "common/dialect/message_place.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// Writes messages as Contents, elements of the array that is open. A message of this dialect becomes the Content it
/// was; of another's, what follows each other with one role becomes one, and instructions are left out.
class ContentsWriter {
 public:
  /// `dialect` is the messages', unless they say another; `needs_signatures`: the model refuses calls without one. All
  /// must outlive it.
  ContentsWriter(json::Writer& writer, llm::v1::Dialect dialect, bool needs_signatures, Losses& losses)
      : writer_(writer), dialect_(dialect), needs_signatures_(needs_signatures), losses_(losses), places_(dialect) {}

  /// Errors: kInvalidArgument for a tool result without its call.
  absl::Status Add(const llm::v1::Message& message);

  void Finish() { Close(); }

  bool wrote_any() const { return wrote_any_; }

 private:
  void AddOwn(const llm::v1::Message& message);
  absl::Status AddForeign(const llm::v1::Message& message, const MessagePlace& place);
  json::Writer& Open(llm::v1::Role role);
  void Close();

  json::Writer& writer_;
  const llm::v1::Dialect dialect_;
  const bool needs_signatures_;
  Losses& losses_;
  MessagePlaces places_;
  CallNames names_;
  bool open_ = false;
  bool model_ = false;   // Whether the open Content is the model's.
  bool called_ = false;  // Whether it has a call.
  bool wrote_any_ = false;
};

/// Whether a message of a conversation of `dialect` was decoded from this one.
bool IsOwn(llm::v1::Dialect dialect, const llm::v1::Message& message);

/// Writes a message of this dialect as the Content it was: an object.
void WriteContent(const llm::v1::Message& message, const CallNames& names, json::Writer& writer, Losses& losses);

}  // namespace signalbox::dialect::gemini
