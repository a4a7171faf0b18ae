#pragma once

#include <string_view>

#include <absl/status/statusor.h>

#include "common/dialect/gemini/kept_fields.h"
#include "common/json/document.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// `inlineData` and `fileData`: a picture, a sound, or any other medium, by what its type says.

/// True: `block` holds it, and `keeper` what it does not say. False: it has a form the canonical model cannot hold.
/// Errors: kInvalidArgument when the content is no base64; `path` names the object in it.
absl::StatusOr<bool> DecodeInlineData(json::Value data, std::string_view path, llm::v1::ContentBlock& block,
                                      FieldKeeper& keeper);
absl::StatusOr<bool> DecodeFileData(json::Value data, std::string_view path, llm::v1::ContentBlock& block,
                                    FieldKeeper& keeper);

/// Writes the member of a part ("inlineData" or "fileData", with its key) that carries the block's medium. `kept` is of
/// the part. The block must be one that CanWriteMedia().
void WriteMedia(const llm::v1::ContentBlock& block, const KeptFields& kept, FieldWriter& part, json::Writer& writer);

/// Whether the block is a medium with a source that this dialect can say: all but another provider's file id.
/// `own_ids`: whether file ids are Google's addresses.
bool CanWriteMedia(const llm::v1::ContentBlock& block, bool own_ids);

}  // namespace signalbox::dialect::gemini
