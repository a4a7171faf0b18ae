#include "tests/fuzz/stream_order.h"

#include "tests/fuzz/input.h"

namespace signalbox::fuzz {

using Kind = dialect::StreamEvent::Kind;

void StreamOrder::NoteBlock(const dialect::StreamEvent& event) {
  Choice& choice = choices_[event.choice];
  Require(event.choice >= 0 && !choice.finished);
  if (event.kind == Kind::kBlockStart) {
    Require(event.block == choice.blocks++);
    choice.open.insert(event.block);
    return;
  }
  Require(choice.open.contains(event.block));
  if (event.kind == Kind::kBlockEnd) choice.open.erase(event.block);
}

void StreamOrder::Note(const dialect::StreamEvent& event) {
  Require(!over_);
  switch (event.kind) {
    case Kind::kStart:
      Require(!started_);
      started_ = true;
      return;
    case Kind::kError:
      Require(event.error != nullptr);
      over_ = true;
      return;
    case Kind::kFinish:
      Require(started_ && !choices_[event.choice].finished && choices_[event.choice].open.empty());
      choices_[event.choice].finished = true;
      return;
    case Kind::kUsage:
      Require(started_ && event.usage != nullptr);
      return;
    case Kind::kLoss:
      Require(started_ && !event.text.empty());
      return;
    case Kind::kEnd:
      Require(started_);
      over_ = true;
      return;
    default:
      Require(started_);
      NoteBlock(event);
  }
}

}  // namespace signalbox::fuzz
