#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// The hold points of one answer. A release that comes before the answer reached its gate is kept for it.
class Gate {
 public:
  /// Calls `pass` now if a release is kept, else when one comes.
  void Enter(std::function<void()> pass);
  void Release(int times);

 private:
  int releases_ = 0;
  std::function<void()> waiting_;
};

/// The gates of the answers under way.
class Gates {
 public:
  /// A gate that POST /_control/release finds by `model`, until the last owner drops it.
  std::shared_ptr<Gate> Open(std::string model);

  /// Lets every answer of `model` (with or without the words behind ';') pass `times` gates. How many answers there
  /// were.
  int Release(std::string_view model, int times);

 private:
  std::multimap<std::string, std::weak_ptr<Gate>, std::less<>> gates_;
};

}  // namespace signalbox::fake_provider
