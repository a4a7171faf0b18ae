#pragma once

#include "tests/support/fake_provider/answer.h"

namespace signalbox::fake_provider::gemini {

/// Errors as {"error":{"code","message","status","details"}}.
class GeminiDialect : public Dialect {
 public:
  std::string Headers() const override;
  Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const override;
  EventStream::ErrorEvent StreamError(const ErrorKind& kind) const override;
};

/// The one object of it.
const Dialect& Gemini();

}  // namespace signalbox::fake_provider::gemini
