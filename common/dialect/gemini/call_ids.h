#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace signalbox::dialect::gemini {

/// Gives function calls an id where the API gave none, as every other dialect has one.
///
/// An id made up here is "call_sb_", what tells the answer it came with (if anything), and the call's place. It is
/// never written to Gemini. One conversation or one answer; one thread.
class CallIds {
 public:
  /// `answer` is the answer's id, so that calls of different answers differ when they meet in one conversation.
  explicit CallIds(std::string_view answer = "");

  static bool IsMadeUp(std::string_view id) { return id.starts_with("call_sb_"); }

  /// The next call of `name`, whose own id may be empty. Returns its id.
  std::string OfCall(std::string_view name, std::string_view id);

  /// The result of a call of `name`: `id` if there is one; else of the earliest such call without a result yet, or made
  /// up when there is none.
  std::string OfResult(std::string_view name, std::string_view id);

 private:
  struct Call {
    std::string id;
    bool answered = false;
  };
  struct Queue {
    std::vector<std::size_t> calls;
    std::size_t answered = 0;  // Of the first ones.
  };

  std::string MakeUp();

  std::string prefix_;
  std::size_t made_up_ = 0;
  std::vector<Call> calls_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::unordered_map<std::string, Queue> by_name_;
};

/// Which function each call was of, for results that do not say so. One conversation; one thread.
class CallNames {
 public:
  void Add(const std::string& id, const std::string& name) { names_[id] = name; }

  /// Empty for a call nobody made.
  std::string_view NameOf(const std::string& id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? std::string_view() : std::string_view(found->second);
  }

 private:
  std::unordered_map<std::string, std::string> names_;
};

}  // namespace signalbox::dialect::gemini
