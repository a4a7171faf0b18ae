#pragma once

#include <string>
#include <string_view>

#include "common/json/document.h"
#include "tests/support/fake_provider/call.h"
#include "tests/support/fake_provider/content.h"

namespace signalbox::fake_provider::openai {

/// The status of a whole answer that ended so: "completed", "incomplete" or "failed".
std::string_view ResponseStatus(std::string_view finish);

/// Writes the JSON of one Response object: every copy carries the same id, time and echo of the request.
class ResponseJson {
 public:
  ResponseJson(json::Value request, const Call& call, const Content& content, std::string_view id);

  /// While it runs: no usage and no output.
  std::string Running() const;

  /// At its end. `output`: its items, separated by commas.
  std::string Ended(std::string_view output) const;

 private:
  std::string Object(std::string_view status, std::string_view output, std::string_view rest) const;

  const Content& content_;
  std::string head_;
  std::string echo_;  // What the caller asked for.
};

/// Items of an output. `done` false: as they are announced, still empty.
std::string ReasoningItem(std::string_view id, const Content& content, bool done);
std::string MessageItem(std::string_view id, const Content& content, bool done);
std::string FunctionCallItem(std::string_view id, const ToolCall& call, bool done);

/// The one content part of a message item: output_text or refusal.
std::string MessagePart(const Content& content, bool done);

}  // namespace signalbox::fake_provider::openai
