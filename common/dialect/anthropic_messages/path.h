#pragma once

#include <string>
#include <string_view>

#include <absl/status/status.h>

namespace signalbox::dialect::anthropic_messages {

/// Where a value stands in a body; spelled out only when an error asks for it. Must not outlive the path it was made
/// of.
class Path {
 public:
  explicit Path(std::string_view field) : field_(field) {}

  Path Field(std::string_view name) const { return {this, name, 0}; }
  Path Element(int index) const { return {this, {}, index}; }

  /// "messages[2].content[0].text".
  std::string Text() const;

  /// kInvalidArgument "<path>: <what>".
  absl::Status Bad(std::string_view what) const;

 private:
  Path(const Path* parent, std::string_view field, int index) : parent_(parent), field_(field), index_(index) {}

  const Path* parent_ = nullptr;
  std::string_view field_;
  int index_ = 0;
};

}  // namespace signalbox::dialect::anthropic_messages
