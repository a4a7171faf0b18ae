#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

using Blocks = std::span<const llm::v1::ContentBlock* const>;

/// How the items of a model's turn are written.
struct ItemStyle {
  bool own = false;          ///< The turn was decoded from this dialect.
  bool complete = false;     ///< Of an answer: with id and status, and every field the schema demands.
  std::string_view id = {};  ///< Of the answer's item, where the blocks know none; only if complete.
  std::string_view status = "completed";
  std::string_view logprobs = {};  ///< Of the message's first part; as PartStyle::logprobs.
};

enum class ItemType : std::uint8_t { kMessage, kCall, kReasoning, kWhole };

ItemType TypeOf(const llm::v1::ContentBlock& block);

/// Whether `block` begins an item, standing after `before` in its turn.
bool BeginsItem(const llm::v1::ContentBlock& before, const llm::v1::ContentBlock& block, bool own);

/// Whether an item can say the block: not what only another dialect knows, another's encrypted reasoning, a picture.
bool CanWrite(const llm::v1::ContentBlock& block, bool own);

/// The blocks of a turn that can be written, by item, in order.
std::vector<std::vector<const llm::v1::ContentBlock*>> ItemsOf(const llm::v1::Message& turn, bool own);

/// Writes the item of these blocks, of which there is at least one.
void WriteItem(Blocks blocks, const ItemStyle& style, json::Writer& writer);

/// The id an answer's item has when its blocks know none: "msg_<base><index>", "fc_...", "rs_...".
std::string ItemId(ItemType type, std::string_view base, int output_index);

}  // namespace signalbox::dialect::openai_responses
