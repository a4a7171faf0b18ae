#include "tests/support/fake_provider/openai/dialect.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/ids.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::openai {
namespace {

std::string QuotedOrNull(std::string_view text) {
  return text.empty() ? "null" : Quoted(text);
}

}  // namespace

std::string ErrorBody(const ErrorKind& error, std::string_view message, std::string_view param) {
  return fmt::format(R"({{"error":{{"message":{},"type":{},"param":{},"code":{}}}}})", Quoted(message),
                     Quoted(error.type), QuotedOrNull(param), QuotedOrNull(error.code));
}

std::string OpenAiDialect::Headers() const {
  return NextId("x-request-id: req_") + "\r\nopenai-processing-ms: 1\r\n";
}

Reply OpenAiDialect::Error(const ErrorKind& kind, std::string_view message, std::string_view where) const {
  const std::string body =
      ErrorBody(kind, message.empty() ? kind.message : message, where.empty() ? kind.param : where);
  return {.status = kind.status, .body = body, .headers = Headers()};
}

EventStream::ErrorEvent OpenAiDialect::StreamError(const ErrorKind& kind) const {
  return {{}, ErrorBody(kind, kind.message, kind.param)};
}

const Dialect& OpenAi() {
  static const OpenAiDialect kDialect;
  return kDialect;
}

}  // namespace signalbox::fake_provider::openai
