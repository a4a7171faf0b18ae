#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace signalbox::identity {

/// Keys that one transaction changed. A large change may come in several of these, all with its revision.
struct KeyChange {
  std::int64_t revision = 0;
  std::vector<std::string> key_ids;

  friend bool operator==(const KeyChange&, const KeyChange&) = default;
};

/// Whoever wants to hear of changed keys. Called by one thread, in the order of Opened, Changed ..., Lost, Opened ...
class KeyChangeSink {
 public:
  virtual ~KeyChangeSink() = default;

  /// From here on every change after `revision` is reported.
  virtual void Opened(std::int64_t revision) = 0;
  virtual void Changed(const KeyChange& change) = 0;

  /// From here on changes may be missed.
  virtual void Lost() = 0;
};

}  // namespace signalbox::identity
