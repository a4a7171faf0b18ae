#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "common/dialect/openai_responses/event_writer.h"
#include "common/dialect/openai_responses/item_writer.h"
#include "common/dialect/stream_event.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// One output item while it is streamed: writes its events and gathers what it says. One thread.
class OpenItem {
 public:
  OpenItem(ItemType type, int output_index, bool own, std::string_view id_base);

  /// Another block of the item; the first call announces the item. The result names the part in the calls below.
  std::size_t Add(const llm::v1::ContentBlock& begun, EventWriter& events, std::string& out);

  void Delta(std::size_t part, const StreamEvent& event, EventWriter& events, std::string& out);
  void Cite(std::size_t part, const llm::v1::Citation& citation, EventWriter& events, std::string& out);
  void EndPart(std::size_t part, EventWriter& events, std::string& out);

  /// Says that the item is done, and ends what parts are open. Its text is then item().
  void Close(std::string_view status, EventWriter& events, std::string& out);

  /// No block follows: the item is done when its parts have ended.
  void Seal() { sealed_ = true; }

  bool CanClose() const { return sealed_ && open_parts_ == 0 && !closed_; }
  bool closed() const { return closed_; }
  bool sealed() const { return sealed_; }
  ItemType type() const { return type_; }
  const llm::v1::ContentBlock& last() const { return parts_.back().block; }

  /// The whole item, JSON; only after Close().
  const std::string& item() const { return item_; }

  /// Log probabilities that came with no delta.
  void AddLogprobs(std::string_view elements);
  bool has_logprobs() const { return !logprobs_.empty(); }

 private:
  struct Part {
    llm::v1::ContentBlock block;
    bool announced = false;
    bool ended = false;
  };

  ItemStyle Style(std::string_view status) const;
  json::Writer& Begin(std::string_view type, EventWriter& events) const;
  void WriteIndex(std::size_t part, json::Writer& writer) const;
  void Announce(EventWriter& events, std::string& out);
  void AnnouncePart(std::size_t part, EventWriter& events, std::string& out);
  void PartEvent(std::string_view verb, std::size_t part, EventWriter& events, std::string& out);
  void DoneEvent(std::size_t part, EventWriter& events, std::string& out);
  bool IsSummary(const Part& part) const;

  const ItemType type_;
  const int output_index_;
  const bool own_;
  std::string id_;
  std::deque<Part> parts_;
  std::string logprobs_;
  std::string item_;
  int open_parts_ = 0;
  bool sealed_ = false;
  bool closed_ = false;
};

}  // namespace signalbox::dialect::openai_responses
