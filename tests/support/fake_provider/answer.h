#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "tests/support/fake_provider/call.h"
#include "tests/support/fake_provider/content.h"
#include "tests/support/fake_provider/errors.h"
#include "tests/support/fake_provider/event_stream.h"
#include "tests/support/fake_provider/framing.h"
#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// A whole answer.
struct Reply {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  std::string headers = {};  ///< More lines of the head, each with its line break.
};

/// What all answers of one provider have in common. Stateless.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// Lines that stand in the head of every answer.
  virtual std::string Headers() const = 0;

  /// An error before any answer. Empty `message` and `where` (the parameter at fault): those of the kind.
  virtual Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const = 0;

  /// An error in the middle of a stream.
  virtual EventStream::ErrorEvent StreamError(const ErrorKind& kind) const = 0;
};

/// Writes one answer's content.
class AnswerWriter {
 public:
  virtual ~AnswerWriter() = default;
  virtual std::string Whole() = 0;
  virtual std::unique_ptr<Framing> MakeFraming() const = 0;
  virtual void Stream(EventStream& out) = 0;
};

/// The answer to a generation: plain, streamed, or the error that `script` names. `tokens` pace a plain answer.
Plan AnswerPlan(const Dialect& dialect, AnswerWriter& writer, bool stream, int tokens, const Script& script);

/// A whole answer under the script's pace, status, error, body and headers.
Plan ReplyPlan(const Dialect& dialect, Reply reply, const Script& script);

/// Refuses a request with the error of this name. Empty `message` and `where`: the error's own.
Plan RefusalPlan(const Dialect& dialect, std::string_view error, std::string_view message = {},
                 std::string_view where = {});

/// Refuses a request that is not valid.
Plan RefusalPlan(const Dialect& dialect, const absl::Status& invalid);

}  // namespace signalbox::fake_provider
