#pragma once

#include <string_view>

#include <absl/functional/function_ref.h>
#include <absl/status/status.h>

#include "common/dialect/gemini/call_ids.h"
#include "common/dialect/losses.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::gemini {

/// Where parts go: called before each, it opens the content around them if that must still be done.
using NextPart = absl::FunctionRef<json::Writer&()>;

/// What a block is written with.
struct PartContext {
  bool own = false;  ///< It was decoded from this dialect, so what it kept is written and signatures hold.
  llm::v1::Dialect from = llm::v1::DIALECT_UNSPECIFIED;
  LossPath path;                 ///< Of the block, as its own dialect calls it: what losses begin with.
  bool needs_signature = false;  ///< A call without one gets the one that stands for none.
};

/// Google's documented stand-in for the signature of a call that its model did not make.
inline constexpr std::string_view kNoSignature = "skip_thought_signature_validator";

/// Writes a block as no, one or several parts: the pictures and files of another dialect's tool result stand beside it.
/// Errors: kInvalidArgument for another dialect's result of a call that `names` does not know; nothing is written then.
absl::Status WriteParts(const llm::v1::ContentBlock& block, const PartContext& context, const CallNames& names,
                        NextPart next, Losses& losses);

}  // namespace signalbox::dialect::gemini
