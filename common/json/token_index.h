#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <absl/status/statusor.h>

namespace signalbox::json {

/// Where the tokens of a JSON text begin: brackets, commas, colons, and the first byte of every string and word.
///
/// Goes through a long text piece by piece, so that what it holds at once does not depend on the text. Copies nothing
/// and reads no byte beyond the text. One thread at a time.
class TokenIndex {
 public:
  /// What is looked at in one go. A text up to this long is one piece.
  static constexpr std::size_t kPieceBytes = std::size_t{1} << 20;

  /// `text` must outlive it and be shorter than 4 GiB. Tests choose smaller pieces.
  explicit TokenIndex(std::string_view text, std::size_t piece_bytes = kPieceBytes);
  ~TokenIndex();
  TokenIndex(const TokenIndex&) = delete;
  TokenIndex& operator=(const TokenIndex&) = delete;

  struct Piece {
    std::size_t base = 0;                    ///< Where in the text the piece begins.
    std::span<const std::uint32_t> offsets;  ///< Of its tokens, from there. Valid until this thread asks for another.
  };

  /// The tokens of the next piece, in order; none at the end of the text. A string's closing quote is sure to be there,
  /// in the same piece. Errors: kInvalidArgument naming the byte where the text is not UTF-8, has a control character
  /// in a string, a string without an end or a number as long as a piece.
  absl::StatusOr<Piece> Next();

 private:
  struct Workspace;

  Workspace& PrepareWorkspace();
  absl::StatusOr<Piece> TakePiece(std::size_t end);
  absl::StatusOr<Piece> TakeLongString();

  const std::string_view text_;
  const std::size_t piece_bytes_;
  std::size_t at_ = 0;
  std::unique_ptr<Workspace> own_;  // For long texts only, so that what one took does not stay with its thread.
};

}  // namespace signalbox::json
