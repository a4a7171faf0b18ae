#pragma once

#include "tests/support/fake_provider/answer.h"

namespace signalbox::fake_provider::bedrock {

/// Errors as {"message"} with their exception in a header.
class BedrockDialect : public Dialect {
 public:
  std::string Headers() const override;

  /// `where`, where it is not empty, is the name of an exception.
  Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const override;
  EventStream::ErrorEvent StreamError(const ErrorKind& kind) const override;
};

/// The one object of it.
const Dialect& Bedrock();

}  // namespace signalbox::fake_provider::bedrock
