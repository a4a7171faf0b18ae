#include "common/tokens/encoding.h"

#include <fmt/format.h>

#include "common/status/error.h"
#include "common/tokens/long_merge.h"
#include "common/tokens/pieces.h"
#include "common/tokens/short_merge.h"

namespace signalbox::tokens {
namespace {

constexpr std::size_t kQuadraticLimit = 128;  // Longer pieces are joined quicker with a heap.

const Vocabulary& VocabularyOf(Encoding encoding) {
  return encoding == Encoding::kO200k ? Vocabulary::O200k() : Vocabulary::Cl100k();
}

template <typename Visit>
void ForEachPiece(Encoding encoding, std::string_view text, Visit visit) {
  const auto end_of_piece = encoding == Encoding::kO200k ? EndOfO200kPiece : EndOfCl100kPiece;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* piece_end = end_of_piece(at, end);
    visit(std::string_view(at, static_cast<std::size_t>(piece_end - at)));
    at = piece_end;
  }
}

std::int64_t CountMerged(const Vocabulary& vocabulary, std::string_view piece) {
  if (piece.size() <= kQuadraticLimit) {
    TokenStarts starts;
    return static_cast<std::int64_t>(MergeShort(vocabulary, piece, starts));
  }
  std::int64_t count = 0;
  MergeLong(vocabulary, piece, [&](std::string_view) { ++count; });
  return count;
}

void AppendMerged(const Vocabulary& vocabulary, std::string_view piece, std::vector<TokenId>& tokens) {
  const auto append = [&](std::string_view token) { tokens.push_back(vocabulary.Find(token)); };
  if (piece.size() > kQuadraticLimit) return MergeLong(vocabulary, piece, append);
  TokenStarts starts;
  const std::size_t count = MergeShort(vocabulary, piece, starts);
  for (std::size_t i = 0; i < count; ++i) append(piece.substr(starts[i], starts[i + 1] - starts[i]));
}

}  // namespace

std::int64_t Count(Encoding encoding, std::string_view text) {
  const Vocabulary& vocabulary = VocabularyOf(encoding);
  std::int64_t count = 0;
  ForEachPiece(encoding, text, [&](std::string_view piece) {
    count += vocabulary.Find(piece) != kNoToken ? 1 : CountMerged(vocabulary, piece);
  });
  return count;
}

std::vector<TokenId> Encode(Encoding encoding, std::string_view text) {
  const Vocabulary& vocabulary = VocabularyOf(encoding);
  std::vector<TokenId> tokens;
  ForEachPiece(encoding, text, [&](std::string_view piece) {
    const TokenId whole = vocabulary.Find(piece);
    if (whole != kNoToken) return tokens.push_back(whole);
    AppendMerged(vocabulary, piece, tokens);
  });
  return tokens;
}

absl::StatusOr<std::string> Decode(Encoding encoding, const std::vector<TokenId>& tokens) {
  const Vocabulary& vocabulary = VocabularyOf(encoding);
  std::string text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i] >= vocabulary.size()) {
      return Error(absl::StatusCode::kInvalidArgument, "",
                   fmt::format("tokens[{}]: {} is no token of this encoding", i, tokens[i]));
    }
    text += vocabulary.BytesOf(tokens[i]);
  }
  return text;
}

}  // namespace signalbox::tokens
