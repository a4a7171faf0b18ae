#include "common/dialect/anthropic_messages/tool_pairs.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/source.h"
#include "common/dialect/anthropic_messages/turns.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::ContentBlock;

struct Call {
  std::size_t turn;
  std::string id;
  bool answered = false;
};

// Goes through the turns once and knows, at each result, which call it belongs to.
class Pairing {
 public:
  explicit Pairing(Turns& turns) : turns_(turns), results_(turns.turns.size()) {}

  void Run(const std::set<std::string>& answered_later) {
    for (std::size_t turn = 0; turn < turns_.turns.size(); ++turn) Read(turn);
    AnswerTheRest(answered_later);
    Rebuild();
  }

 private:
  void Read(std::size_t turn) {
    std::vector<Part> others;
    for (Part& part : turns_.turns[turn].parts) {
      if (part.block->has_tool_call()) {
        others.push_back(AddCall(turn, part));
      } else if (part.block->has_tool_result()) {
        AddResult(part, others);
      } else {
        others.push_back(part);
      }
    }
    turns_.turns[turn].parts = std::move(others);
  }

  // Every call needs an id of its own; some providers give none, or count from zero again in every turn.
  Part AddCall(std::size_t turn, Part part) {
    const std::string& id = part.block->tool_call().id();
    const bool is_new = !id.empty() && used_.insert(id).second;
    if (id.empty()) {
      nameless_.push_back(calls_.size());
      nameless_of_[part.block->tool_call().name()].push_back(calls_.size());
    }
    latest_[id] = calls_.size();
    if (!is_new) {
      ContentBlock& named = turns_.made.emplace_back(*part.block);
      named.mutable_tool_call()->set_id(UnusedId(id.empty() ? "toolu" : id));
      part.block = &named;
    }
    const llm::v1::ToolCall& call = part.block->tool_call();
    calls_.push_back({turn, call.id()});
    return part;
  }

  std::string UnusedId(std::string id) {
    id += '_';
    id += std::to_string(calls_.size());
    while (!used_.insert(id).second) id += '_';
    return id;
  }

  void AddResult(Part part, std::vector<Part>& others) {
    Call* const call = CallOf(part.block->tool_result());
    if (call == nullptr) return TellAsText(part, others);
    call->answered = true;
    if (part.block->tool_result().tool_call_id() != call->id) {
      ContentBlock& named = turns_.made.emplace_back(*part.block);
      named.mutable_tool_result()->set_tool_call_id(call->id);
      part.block = &named;
    }
    results_[call->turn].push_back(part);
  }

  Call* CallOf(const llm::v1::ToolResult& result) {
    if (result.tool_call_id().empty()) return NamelessCall(result.name());
    const auto found = latest_.find(result.tool_call_id());
    if (found == latest_.end() || calls_[found->second].answered) return nullptr;
    return &calls_[found->second];
  }

  // The first of that tool, or the first at all, that waits for its result.
  Call* NamelessCall(const std::string& tool) {
    Call* const call = FirstUnanswered(nameless_of_[tool]);
    return call != nullptr ? call : FirstUnanswered(nameless_);
  }

  Call* FirstUnanswered(std::deque<std::size_t>& waiting) {
    while (!waiting.empty() && calls_[waiting.front()].answered) waiting.pop_front();
    return waiting.empty() ? nullptr : &calls_[waiting.front()];
  }

  void TellAsText(const Part& part, std::vector<Part>& others) {
    turns_.told_as_text.push_back(part);
    ContentBlock& title = turns_.made.emplace_back();
    title.mutable_text()->set_text("[Tool result]");
    others.push_back({.block = &title});
    int nested = 0;
    for (const ContentBlock& block : part.block->tool_result().content()) {
      Part inner = part;
      inner.block = &block;
      inner.nested = nested++;
      const bool can_stand_alone = block.has_text() ? !IsBlank(block.text().text())
                                                    : block.has_image() && CanWriteImage(block.image(), part.own);
      if (can_stand_alone) others.push_back(inner);
    }
  }

  void AnswerTheRest(const std::set<std::string>& answered_later) {
    for (const Call& call : calls_) {
      if (call.answered || answered_later.contains(call.id)) continue;
      ContentBlock& block = turns_.made.emplace_back();
      llm::v1::ToolResult& result = *block.mutable_tool_result();
      result.set_tool_call_id(call.id);
      result.set_is_error(true);
      result.add_content()->mutable_text()->set_text(std::string(kInterrupted));
      results_[call.turn].push_back({.block = &block});
    }
  }

  void Rebuild() {
    std::vector<Turn> rebuilt;
    for (std::size_t i = 0; i < turns_.turns.size(); ++i) {
      Turn& turn = turns_.turns[i];
      if (i > 0) turn.parts.insert(turn.parts.begin(), results_[i - 1].begin(), results_[i - 1].end());
      rebuilt.push_back(std::move(turn));
    }
    if (!results_.empty() && !results_.back().empty()) rebuilt.push_back({"user", std::move(results_.back()), nullptr});
    turns_.turns = std::move(rebuilt);
  }

  Turns& turns_;
  std::vector<std::vector<Part>> results_;  // By the turn of their calls; they go to the front of the next.
  std::vector<Call> calls_;
  std::deque<std::size_t> nameless_;                                      // Calls without an id, in order.
  std::unordered_map<std::string, std::deque<std::size_t>> nameless_of_;  // The same by their tools.
  std::unordered_map<std::string, std::size_t> latest_;
  std::unordered_set<std::string> used_;  // Ids that calls have got.
};

}  // namespace

void PairTools(Turns& turns, const std::set<std::string>& answered_later) {
  Pairing(turns).Run(answered_later);
}

}  // namespace signalbox::dialect::anthropic_messages
