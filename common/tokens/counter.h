#pragma once

#include <cstdint>
#include <string_view>

#include "common/tokens/encoding.h"
#include "common/tokens/image_tokens.h"

namespace signalbox::tokens {

/// How the tokens of one family of models are counted. A value; any thread.
struct Counter {
  Encoding encoding;
  std::int32_t permille;  ///< What a token of `encoding` is worth, in thousandths of the family's own.
  bool exact;             ///< Whether Count() is what the model itself counts; else it is an estimate.
  ImageRule images;
  std::int32_t tools_tokens;  ///< Added once to a request that offers tools.

  /// The tokens of `text`, an estimate rounded up.
  std::int64_t Count(std::string_view text) const { return Scale(tokens::Count(encoding, text)); }

  /// Tokens of `encoding` as tokens of the family.
  std::int64_t Scale(std::int64_t tokens) const { return (tokens * permille + 999) / 1000; }
};

/// The counter of a model by any of its usual names: OpenAI's own, with a vendor's path before it
/// ("openai/gpt-4o", "us.anthropic.claude-3-haiku-20240307-v1:0"), a version behind it, fine-tuned
/// ("ft:gpt-4o:org::x"). A model nobody knows gets a cautious estimate.
Counter CounterFor(std::string_view model);

}  // namespace signalbox::tokens
