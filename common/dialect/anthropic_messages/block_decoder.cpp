#include "common/dialect/anthropic_messages/block_decoder.h"

#include <array>
#include <string>
#include <utility>

#include "common/dialect/anthropic_messages/fields.h"
#include "common/dialect/anthropic_messages/kept_fields.h"
#include "common/dialect/anthropic_messages/source.h"
#include "common/status/macros.h"

namespace signalbox::dialect::anthropic_messages {
namespace {

using llm::v1::ContentBlock;

// What became of one field of a block.
enum class Taken {
  kYes,     // It is in the block, all of it.
  kNo,      // It is kept beside the block.
  kForm,    // It is kept as a way to say what the block says.
  kCannot,  // The block cannot be said in canonical terms.
};

Taken Whether(bool taken) {
  return taken ? Taken::kYes : Taken::kNo;
}

absl::StatusOr<Taken> TakeString(json::Value value, const Path& path, std::string& into) {
  if (!value.IsString()) return path.Bad("expected a string");
  value.AppendText(into);
  return Taken::kYes;
}

bool TakeCitations(json::Value value, llm::v1::Text& into) {
  if (!value.IsArray() || value.Empty()) return false;
  for (const json::Value citation : value.elements()) {
    if (!citation.IsObject()) {
      into.clear_citations();
      return false;
    }
    *into.add_citations() = DecodeCitation(citation);
  }
  return true;
}

absl::StatusOr<Taken> TakeOfText(json::Value key, json::Value value, const Path& path, ContentBlock& block) {
  if (key.Is("text")) return TakeString(value, path.Field("text"), *block.mutable_text()->mutable_text());
  return Whether(key.Is("citations") && TakeCitations(value, *block.mutable_text()));
}

absl::StatusOr<Taken> TakeOfImage(json::Value key, json::Value value, const Path&, ContentBlock& block) {
  if (!key.Is("source")) return Taken::kNo;
  return DecodeImageSource(value, *block.mutable_image()) ? Taken::kYes : Taken::kCannot;
}

absl::StatusOr<Taken> TakeOfDocument(json::Value key, json::Value value, const Path&, ContentBlock& block) {
  if (key.Is("source")) {
    return DecodeDocumentSource(value, *block.mutable_file()) ? Taken::kYes : Taken::kCannot;
  }
  if (!key.Is("title") || !value.IsString() || value.Is("")) return Taken::kNo;
  block.mutable_file()->set_filename(value.Text());
  return Taken::kYes;
}

// The model itself called the tool, as it does when nobody says who did.
bool IsDirect(json::Value caller) {
  return caller.IsObject() && HasExactly(caller, {"type"}) && caller.Find("type")->Is("direct");
}

absl::StatusOr<Taken> TakeOfToolUse(json::Value key, json::Value value, const Path& path, ContentBlock& block) {
  llm::v1::ToolCall& call = *block.mutable_tool_call();
  if (key.Is("id")) return TakeString(value, path.Field("id"), *call.mutable_id());
  if (key.Is("name")) return TakeString(value, path.Field("name"), *call.mutable_name());
  if (key.Is("caller")) return IsDirect(value) ? Taken::kForm : Taken::kNo;
  if (!key.Is("input")) return Taken::kNo;
  if (!value.IsObject()) return path.Field("input").Bad("expected an object");
  call.set_arguments_json(std::string(value.raw()));
  return Taken::kYes;
}

absl::StatusOr<Taken> TakeOfToolResult(json::Value key, json::Value value, const Path& path, ContentBlock& block) {
  llm::v1::ToolResult& result = *block.mutable_tool_result();
  if (key.Is("tool_use_id")) return TakeString(value, path.Field("tool_use_id"), *result.mutable_tool_call_id());
  if (key.Is("is_error") && value.Bool()) {
    result.set_is_error(*value.Bool());
    return result.is_error() ? Taken::kYes : Taken::kForm;
  }
  if (!key.Is("content") || value.IsNull()) return Taken::kNo;
  ASSIGN_OR_RETURN(const bool taken, DecodeContent(value, path.Field("content"), *result.mutable_content()));
  return Whether(taken);
}

absl::StatusOr<Taken> TakeOfThinking(json::Value key, json::Value value, const Path& path, ContentBlock& block) {
  llm::v1::Thinking& thinking = *block.mutable_thinking();
  if (key.Is("thinking")) return TakeString(value, path.Field("thinking"), *thinking.mutable_text());
  // An empty one is told from none.
  if (key.Is("signature") && !value.Is(""))
    return TakeString(value, path.Field("signature"), *thinking.mutable_signature());
  return Taken::kNo;
}

absl::StatusOr<Taken> TakeOfRedacted(json::Value key, json::Value value, const Path& path, ContentBlock& block) {
  if (!key.Is("data")) return Taken::kNo;
  return TakeString(value, path.Field("data"), *block.mutable_thinking()->mutable_redacted());
}

// A type the canonical model knows: what its blocks must have, and how a field of one is taken.
struct KnownType {
  std::string_view name;
  std::array<std::string_view, 3> required;
  absl::StatusOr<Taken> (*take)(json::Value key, json::Value value, const Path& path, ContentBlock& block);
};

constexpr std::array<KnownType, 7> kKnownTypes = {{
    {"text", {"text"}, TakeOfText},
    {"image", {"source"}, TakeOfImage},
    {"document", {"source"}, TakeOfDocument},
    {"tool_use", {"id", "name", "input"}, TakeOfToolUse},
    {"tool_result", {"tool_use_id"}, TakeOfToolResult},
    {"thinking", {"thinking"}, TakeOfThinking},
    {"redacted_thinking", {"data"}, TakeOfRedacted},
}};

const KnownType* KnownTypeOf(json::Value type) {
  for (const KnownType& known : kKnownTypes) {
    if (type.Is(known.name)) return &known;
  }
  return nullptr;
}

absl::Status CheckRequired(json::Value block, const KnownType& known, const Path& path) {
  for (const std::string_view name : known.required) {
    if (!name.empty() && !block.Find(name)) return path.Field(name).Bad("required");
  }
  return absl::OkStatus();
}

ContentBlock Whole(json::Value block) {
  ContentBlock whole;
  whole.set_extra_json(std::string(block.raw()));
  return whole;
}

absl::StatusOr<ContentBlock> DecodeKnown(json::Value value, const KnownType& known, const Path& path) {
  RETURN_IF_ERROR(CheckRequired(value, known, path));
  ContentBlock block;
  KeptFields kept;
  for (const auto [key, field] : value.members()) {
    if (key.Is("type")) continue;
    if (key.Is("cache_control")) {
      if (!DecodeCacheControl(field, *block.mutable_cache())) {
        block.clear_cache();
        kept.Keep(key, field);
      }
      continue;
    }
    ASSIGN_OR_RETURN(const Taken taken, known.take(key, field, path, block));
    if (taken == Taken::kCannot) return Whole(value);
    if (taken == Taken::kNo) kept.Keep(key, field);
    if (taken == Taken::kForm) kept.Spelled(key, field);
  }
  kept.MoveTo(block);
  return block;
}

}  // namespace

absl::StatusOr<ContentBlock> DecodeBlock(json::Value block, const Path& path) {
  if (!block.IsObject()) return path.Bad("expected an object");
  if (const auto twice = json::RepeatedName(block)) return path.Field(*twice).Bad("given twice");
  const auto type = block.Find("type");
  if (!type || !type->IsString()) return path.Field("type").Bad("expected a string");
  const KnownType* const known = KnownTypeOf(*type);
  if (known == nullptr) return Whole(block);
  return DecodeKnown(block, *known, path);
}

absl::StatusOr<bool> DecodeContent(json::Value content, const Path& path, Blocks& blocks) {
  if (content.IsString()) {
    blocks.Add()->mutable_text()->set_text(content.Text());
    return true;
  }
  if (!content.IsArray()) return path.Bad("expected a string or an array");
  int index = 0;
  for (const json::Value element : content.elements()) {
    ASSIGN_OR_RETURN(ContentBlock block, DecodeBlock(element, path.Element(index++)));
    if (block.form_json().empty()) block.set_form_json("{}");
    *blocks.Add() = std::move(block);
  }
  return index > 0;
}

bool DecodeCacheControl(json::Value value, llm::v1::CacheMarker& marker) {
  if (!value.IsObject()) return false;
  const auto type = value.Find("type");
  if (!type || !type->Is("ephemeral")) return false;
  if (CountFields(value) == 1) return true;
  if (!HasExactly(value, {"type", "ttl"}) || value.Find("ttl")->Is("")) return false;
  marker.set_ttl(TextOfField(value, "ttl"));
  return true;
}

llm::v1::Citation DecodeCitation(json::Value citation) {
  llm::v1::Citation result;
  result.set_cited_text(TextOfField(citation, "cited_text"));
  result.set_url(TextOfField(citation, "url"));
  if (result.url().empty()) result.set_url(TextOfField(citation, "source"));
  result.set_title(TextOfField(citation, "title"));
  if (result.title().empty()) result.set_title(TextOfField(citation, "document_title"));
  result.set_raw_json(std::string(citation.raw()));
  return result;
}

}  // namespace signalbox::dialect::anthropic_messages
