#pragma once

#include <string>
#include <string_view>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// What losses are called by the callers of other dialects.
enum class CallerField {
  kUser,
  kMetadata,
  kParallelToolCalls,
  kStop,
  kServiceTier,
  kEffort,
};
std::string_view NameIn(llm::v1::Dialect dialect, CallerField field);

/// Of a tool: its `strict` and its cache marker.
std::string_view StrictName(llm::v1::Dialect dialect);
std::string_view CacheName(llm::v1::Dialect dialect);

/// Counts messages as their caller does, and says where one was written ("messages[2]", "input[2]", "system"):
/// instructions that stand outside the list in a dialect do not count in it.
class CallerPath {
 public:
  explicit CallerPath(llm::v1::Dialect dialect) : dialect_(dialect) {}

  /// Goes on to the next message.
  void Next(const llm::v1::Message& message);

  const std::string& message() const { return path_; }
  std::string Block(int index) const;

 private:
  const llm::v1::Dialect dialect_;
  int next_ = 0;
  std::string path_;
};

}  // namespace signalbox::dialect::gemini
