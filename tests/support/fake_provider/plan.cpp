#include "tests/support/fake_provider/plan.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace signalbox::fake_provider {
namespace {

constexpr std::size_t kMaxWrite = 64 * 1024;

}  // namespace

PlanBuilder::PlanBuilder(const Script& script, bool chunked, Halves halves)
    : script_(script), chunked_(chunked), halves_(std::move(halves)) {}

void PlanBuilder::Head(std::string_view head) {
  Wait(script_.head);
  if (!Enter(0)) return;
  if (script_.cut && script_.cut->unit == Cut::Unit::kHead) return Stop(Abruptly());
  Write(head, true, 0);
  Leave();
  Wait(script_.first);
}

void PlanBuilder::Chunk(std::string_view bytes) {
  if (!Enter(chunk_ + 1)) return;
  ++chunk_;
  Frame(bytes, 1);
  Leave();
}

void PlanBuilder::Wait(std::chrono::microseconds wait) {
  if (ended_ || wait.count() == 0) return;
  plan_.push_back({.kind = Step::Kind::kWait, .bytes = {}, .wait = wait});
}

Plan PlanBuilder::Finish() {
  if (!ended_ && chunked_) WriteBody("0\r\n\r\n", 0);
  if (!ended_ && script_.after != After::kKeepAlive) Stop(Step::Kind::kClose);
  return std::move(plan_);
}

bool PlanBuilder::Enter(int position) {
  if (ended_) return false;
  if (std::count(script_.holds.begin(), script_.holds.end(), position) > 0) {
    plan_.push_back({.kind = Step::Kind::kHold, .bytes = {}});
  }
  if (script_.stall == position) Stop(Step::Kind::kStall);
  return !ended_;
}

void PlanBuilder::Frame(std::string_view bytes, int chunks) {
  if (!chunked_) return WriteBody(bytes, chunks);
  if (bytes.empty()) return;  // A chunk of no bytes would end the body.
  fmt::memory_buffer framed;
  fmt::format_to(std::back_inserter(framed), "{:x}\r\n{}\r\n", bytes.size(), bytes);
  WriteBody({framed.data(), framed.size()}, chunks);
}

void PlanBuilder::WriteBody(std::string_view bytes, int chunks) {
  if (script_.cut && script_.cut->unit == Cut::Unit::kBytes) {
    const auto left = static_cast<std::size_t>(script_.cut->count - body_bytes_);
    if (bytes.size() >= left) {
      Write(bytes.substr(0, left), false, 0);
      return Stop(Abruptly());
    }
  }
  body_bytes_ += static_cast<int>(bytes.size());
  Write(bytes, false, chunks);
}

void PlanBuilder::Write(std::string_view bytes, bool head, int chunks) {
  if (plan_.empty() || plan_.back().kind != Step::Kind::kWrite || plan_.back().bytes.size() > kMaxWrite) {
    plan_.push_back({.kind = Step::Kind::kWrite, .bytes = {}});
  }
  Step& step = plan_.back();
  step.bytes += bytes;
  step.head = step.head || head;
  step.chunks += chunks;
}

void PlanBuilder::Leave() {
  if (ended_ || !script_.cut || script_.cut->unit != Cut::Unit::kChunks || script_.cut->count != chunk_) return;
  Break();
}

void PlanBuilder::Break() {
  switch (script_.how) {
    case CutHow::kFin:
    case CutHow::kReset:
      return Stop(Abruptly());
    case CutHow::kEnd:
      break;
    case CutHow::kBrokenJson:
      Frame(halves_.json, 0);
      break;
    case CutHow::kBrokenEvent:
      Frame(halves_.event, 0);
      break;
  }
  // A plain answer announced its length, so only closing ends it early.
  if (!chunked_) return Stop(Step::Kind::kClose);
  WriteBody("0\r\n\r\n", 0);
  ended_ = true;
}

Step::Kind PlanBuilder::Abruptly() const {
  return script_.how == CutHow::kReset ? Step::Kind::kReset : Step::Kind::kClose;
}

void PlanBuilder::Stop(Step::Kind kind) {
  plan_.push_back({.kind = kind, .bytes = {}});
  ended_ = true;
}

}  // namespace signalbox::fake_provider
