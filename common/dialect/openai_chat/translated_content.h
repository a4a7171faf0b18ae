#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/dialect/losses.h"
#include "common/dialect/message_place.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Blocks of another dialect as content here. Refers to the blocks; they must outlive it.
class TranslatedContent {
 public:
  explicit TranslatedContent(Losses& losses) : losses_(losses) {}

  /// Takes a block as a part; what cannot be one, and what a part cannot say of it, is a loss.
  /// `own_ids`: what its caller knows by an id, providers of this dialect may know too.
  void Add(const llm::v1::ContentBlock& block, const BlockPlace& place, bool own_ids = false);

  bool empty() const { return parts_.empty(); }

  /// The texts only, with `separator` between them.
  std::string JoinedText(std::string_view separator) const;

  /// One text as a string, anything else as a list of parts. Leaves it empty.
  void Write(json::Writer& writer);

 private:
  Losses& losses_;
  std::vector<const llm::v1::ContentBlock*> parts_;
};

/// Whether a block is words: a text, or a document that is plain text.
bool IsText(const llm::v1::ContentBlock& block);

/// Notes what cannot be said of a block that itself can: its cache marker, citations and extra fields.
void NoteLossesBeside(const llm::v1::ContentBlock& block, const BlockPlace& place, Losses& losses);

}  // namespace signalbox::dialect::openai_chat
