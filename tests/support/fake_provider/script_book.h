#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// The scripts that were set through the control endpoint, by model name.
class ScriptBook {
 public:
  /// Adds {"model": ..., "times": n, <words>}. Scripts of one model are used one after the other, each `times` times;
  /// one without `times` stays. Errors: kInvalidArgument naming what is wrong.
  absl::Status Add(std::string_view json);

  void Clear() { scripts_.clear(); }

  /// How to answer a request for `model`: the script of its name, then the words behind its ';'. Uses up one time.
  /// Errors: kInvalidArgument naming the wrong word.
  absl::StatusOr<Script> Take(std::string_view model);

 private:
  struct Entry {
    Script script;
    int times = 0;  // 0: always.
  };

  Script TakeScript(std::string_view name);

  std::map<std::string, std::deque<Entry>, std::less<>> scripts_;
};

}  // namespace signalbox::fake_provider
