#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <absl/functional/function_ref.h>

namespace signalbox::dialect {

/// Spells a path. It is asked only when somebody will read it, as some take long.
using LossPath = absl::FunctionRef<std::string()>;

/// What a translation could not express: paths in the terms of the dialect it came from, each once, in the order they
/// were met ("top_k", "messages[2].content[0].cache_control"). At most kMax; what comes after is "...".
class Losses {
 public:
  static constexpr std::size_t kMax = 32;

  void Add(std::string_view path);

  /// The same; asks for the path only while there is room.
  void Add(LossPath path);

  /// Adds `prefix` + name for every field of an `extra_json`; nothing for an empty one.
  void AddExtra(std::string_view prefix, std::string_view extra_json);
  void AddExtra(LossPath prefix, std::string_view extra_json);

  bool empty() const { return paths_.empty(); }

  /// Nothing that is added is kept any more.
  bool full() const { return paths_.size() > kMax; }
  const std::vector<std::string>& paths() const { return paths_; }

  /// For a header: the paths with ", " between them, printable ASCII only.
  std::string Header() const;

 private:
  std::vector<std::string> paths_;
};

}  // namespace signalbox::dialect
