#pragma once

#include <string>
#include <vector>

#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::testing {

/// One golden file of a dialect.
struct Fixture {
  std::string name;
  std::string content;
};

/// The files of tests/fixtures/<dialect>/<kind> that are on the wire, by name. Kinds: "requests", "responses",
/// "streams".
std::vector<Fixture> FixturesOf(llm::v1::Dialect dialect, const std::string& kind);

/// The dialects callers and providers both speak.
inline constexpr llm::v1::Dialect kSpoken[] = {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES,
                                               llm::v1::ANTHROPIC_MESSAGES, llm::v1::GEMINI};

/// Those and what only providers speak.
inline constexpr llm::v1::Dialect kProviders[] = {llm::v1::OPENAI_CHAT, llm::v1::OPENAI_RESPONSES,
                                                  llm::v1::ANTHROPIC_MESSAGES, llm::v1::GEMINI,
                                                  llm::v1::BEDROCK_CONVERSE};

/// "OPENAI_CHAT", ...
std::string NameOf(llm::v1::Dialect dialect);

}  // namespace signalbox::dialect::testing
