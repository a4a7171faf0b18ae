#include "tests/support/fake_provider/vertex/dialects.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/anthropic/dialect.h"
#include "tests/support/fake_provider/gemini/dialect.h"
#include "tests/support/fake_provider/json_text.h"

namespace signalbox::fake_provider::vertex {
namespace {

class OAuthDialect : public Dialect {
 public:
  std::string Headers() const override { return "cache-control: no-store\r\n"; }

  // `where` is OAuth's own error code.
  Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const override {
    const std::string_view usual = kind.status == 401   ? "invalid_client"
                                   : kind.status >= 500 ? "internal_failure"
                                   : kind.status == 429 ? "rate_limit_exceeded"
                                                        : "invalid_grant";
    return {.status = kind.status,
            .body = fmt::format(R"({{"error":"{}","error_description":{}}})", where.empty() ? usual : where,
                                Quoted(message.empty() ? kind.message : message)),
            .headers = Headers()};
  }

  EventStream::ErrorEvent StreamError(const ErrorKind& kind) const override { return {{}, Error(kind, {}, {}).body}; }
};

class ClaudeDialect : public anthropic::AnthropicDialect {
 public:
  Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const override {
    const bool of_front = kind.status == 401 || kind.status == 403 || kind.status == 404 || kind.status == 429;
    return of_front ? gemini::Gemini().Error(kind, message, where) : AnthropicDialect::Error(kind, message, where);
  }
};

}  // namespace

const Dialect& OAuth() {
  static const OAuthDialect kDialect;
  return kDialect;
}

const Dialect& Claude() {
  static const ClaudeDialect kDialect;
  return kDialect;
}

}  // namespace signalbox::fake_provider::vertex
