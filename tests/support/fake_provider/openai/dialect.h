#pragma once

#include <string>
#include <string_view>

#include "tests/support/fake_provider/answer.h"

namespace signalbox::fake_provider::openai {

/// {"error":{"message","type","param","code"}}.
std::string ErrorBody(const ErrorKind& error, std::string_view message, std::string_view param);

class OpenAiDialect : public Dialect {
 public:
  std::string Headers() const override;
  Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const override;
  EventStream::ErrorEvent StreamError(const ErrorKind& kind) const override;
};

/// The one object of it.
const Dialect& OpenAi();

}  // namespace signalbox::fake_provider::openai
