#include "common/dialect/sequential_blocks.h"

#include <utility>

namespace signalbox::dialect {
namespace {

using Kind = StreamEvent::Kind;

bool IsOfBlock(Kind kind) {
  return kind == Kind::kBlockStart || kind == Kind::kDelta || kind == Kind::kSignature || kind == Kind::kCitation ||
         kind == Kind::kBlockEnd;
}

// These wait behind blocks that wait; what concerns the stream as a whole does not.
bool CanWait(Kind kind) {
  return IsOfBlock(kind) || kind == Kind::kFinish || kind == Kind::kEnd;
}

}  // namespace

bool SequentialBlocks::Feed(const StreamEvent& event, StreamSink sink) {
  const bool current = open_ && IsOfBlock(event.kind) && event.choice == open_choice_ && event.block == open_block_;
  const bool starts = !open_ && waiting_.empty();
  if (!current && !starts && CanWait(event.kind)) return Keep(event);
  Pass(event, sink);
  if (!open_) Release(sink);
  return true;
}

void SequentialBlocks::Pass(const StreamEvent& event, StreamSink sink) {
  if (event.kind == Kind::kBlockStart) {
    open_ = true;
    open_choice_ = event.choice;
    open_block_ = event.block;
  } else if (event.kind == Kind::kBlockEnd) {
    open_ = false;
  }
  sink(event);
}

bool SequentialBlocks::Keep(const StreamEvent& event) {
  Waiting& kept = waiting_.emplace_back(event);
  const auto keep = [this](std::string_view& view, std::string& copy) {
    copy = view;
    view = copy;
    waiting_bytes_ += copy.size();
  };
  keep(kept.event.id, kept.id);
  keep(kept.event.name, kept.name);
  keep(kept.event.text, kept.text);
  keep(kept.event.raw, kept.raw);
  keep(kept.event.native_reason, kept.native_reason);
  keep(kept.event.stop_sequence, kept.stop_sequence);
  if (event.citation != nullptr) {
    kept.citation = *event.citation;
    kept.event.citation = &kept.citation;
    waiting_bytes_ += kept.citation.ByteSizeLong();
  }
  waiting_bytes_ += sizeof(Waiting);
  return waiting_bytes_ <= kMaxWaitingBytes;
}

// The next block is the one that waits in front; all of it that has come goes, and if it has ended so does the next.
void SequentialBlocks::Release(StreamSink sink) {
  auto next = waiting_.begin();
  while (next != waiting_.end()) {
    const bool may_go =
        open_ ? IsOfBlock(next->event.kind) && next->event.choice == open_choice_ && next->event.block == open_block_
              : true;
    if (!may_go) {
      ++next;
      continue;
    }
    const bool was_open = open_;
    Pass(next->event, sink);
    next = waiting_.erase(next);
    if (was_open && !open_) next = waiting_.begin();
  }
  if (waiting_.empty()) waiting_bytes_ = 0;
}

}  // namespace signalbox::dialect
