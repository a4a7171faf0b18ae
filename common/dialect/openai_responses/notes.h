#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/dialect/message_place.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_responses {

/// What this dialect keeps in a block's `form_json`.
///
/// A turn is several items on the wire: reasoning, messages, function calls. `item` is on the first block of an item
/// and holds its fields but those the canonical model says; `more` is on a block of reasoning that belongs to the item
/// of the block before it. `part` is on a block that stood in a list, and holds likewise what its part said.
class Notes {
 public:
  Notes() = default;

  /// Those of a block; none when the block is of another dialect (`own` is false).
  Notes(const llm::v1::ContentBlock& block, bool own);

  Notes(const Notes&) = delete;
  Notes& operator=(const Notes&) = delete;

  bool has_item() const { return item_.has_value(); }
  bool has_part() const { return part_.has_value(); }
  bool more() const { return more_; }

  /// JSON objects; empty when there is none.
  std::string_view item() const { return item_ ? item_->raw() : std::string_view(); }
  std::string_view part() const { return part_ ? part_->raw() : std::string_view(); }

 private:
  json::Document document_;
  std::optional<json::Value> item_;
  std::optional<json::Value> part_;
  bool more_ = false;
};

/// The `form_json` of a block; an empty part or item is none.
std::string FormOf(std::string_view item, std::string_view part);

/// The same of a block that has one with a part, or none, and gets an item besides.
std::string WithItem(std::string_view form, std::string_view item);
inline constexpr std::string_view kMoreForm = R"({"more":true})";

/// The `form_json` of a message that was not an item, as is one of kInstructionsForm: `input` that was one string.
inline constexpr std::string_view kShorthandForm = R"({"shorthand":true})";

/// The fields a message's item had beside its content; empty for one of another dialect and for one that was no item.
std::string ItemFieldsOf(const llm::v1::Message& message, bool own);

/// One object with the fields of both, either of which may be empty.
std::string JoinFields(std::string_view first, std::string_view second);

/// The value of `name` in an `extra_json` or `form_json`, raw; empty when it has none.
std::string FieldOf(std::string_view object, std::string_view name);

inline bool IsOwn(llm::v1::Dialect dialect) {
  return dialect == llm::v1::OPENAI_RESPONSES;
}

}  // namespace signalbox::dialect::openai_responses
