#include "common/tokens/long_merge.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "common/tokens/short_merge.h"
#include "common/tokens/window_merge.h"

// Why windows are exact: a sequence of tokens is the encoding of its bytes if and only if every two neighbours are the
// encoding of theirs. (Whatever pair across a border would be joined first in the whole would be joined in the two
// alone, because up to then the parts inside them were joined in the same order.) Neighbours inside one window satisfy
// it because the window was encoded as a whole; where two windows meet it is tried.

namespace signalbox::tokens {
namespace {

constexpr std::size_t kWindow = 8192;
constexpr std::size_t kMargin = 1024;  // The end of a window may read differently once more text follows.

bool StaySeparate(const Vocabulary& vocabulary, std::string_view both, std::size_t first_size) {
  TokenStarts starts;
  return MergeShort(vocabulary, both, starts) == 2 && starts[1] == first_size;
}

class WindowedPiece {
 public:
  WindowedPiece(const Vocabulary& vocabulary, std::string_view piece)
      : vocabulary_(vocabulary), merge_(vocabulary), left_(piece), ends_(merge_.Run(piece.substr(0, window_))) {}

  void Run(absl::FunctionRef<void(std::string_view)> token) {
    while (left_.size() > window_) {
      if (!Advance(token)) Widen();
    }
    Emit(ends_.size(), token);
  }

 private:
  // Passes on what the window is sure of and starts the next window behind it; false if it is sure of nothing.
  bool Advance(absl::FunctionRef<void(std::string_view)> token) {
    const auto sure = std::upper_bound(ends_.begin(), ends_.end(), window_ - kMargin);
    const auto count = static_cast<std::size_t>(sure - ends_.begin());
    const std::size_t seam = ends_[count - 1];
    const std::size_t last_start = count > 1 ? ends_[count - 2] : 0;
    const std::vector<std::uint32_t>& next = merge_.Run(left_.substr(seam, window_));
    const std::string_view both = left_.substr(last_start, seam - last_start + next.front());
    if (!StaySeparate(vocabulary_, both, seam - last_start)) return false;
    Emit(count, token);
    left_.remove_prefix(seam);
    ends_ = next;
    return true;
  }

  void Widen() {
    window_ *= 2;
    ends_ = merge_.Run(left_.substr(0, window_));
  }

  void Emit(std::size_t count, absl::FunctionRef<void(std::string_view)> token) const {
    std::size_t start = 0;
    for (std::size_t i = 0; i < count; ++i) {
      token(left_.substr(start, ends_[i] - start));
      start = ends_[i];
    }
  }

  const Vocabulary& vocabulary_;
  WindowMerge merge_;
  std::size_t window_ = kWindow;
  std::string_view left_;            // What no token was passed on for.
  std::vector<std::uint32_t> ends_;  // Of the tokens in the first window_ bytes of it.
};

}  // namespace

void MergeLong(const Vocabulary& vocabulary, std::string_view piece, absl::FunctionRef<void(std::string_view)> token) {
  WindowedPiece(vocabulary, piece).Run(token);
}

}  // namespace signalbox::tokens
