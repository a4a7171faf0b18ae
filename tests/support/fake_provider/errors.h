#pragma once

#include <span>
#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// An error in OpenAI's words; a dialect finds its own for the same name.
struct ErrorKind {
  std::string_view name;  ///< What a script calls it.
  int status;
  std::string_view type;
  std::string_view code;   ///< Empty: null.
  std::string_view param;  ///< Empty: null.
  std::string_view message;
};

/// The error of this name, or nullptr.
const ErrorKind* FindError(std::string_view name);

/// The usual error of a status, or nullptr.
const ErrorKind* ErrorOfStatus(int status);

/// Whether a load balancer rather than the API answers so: the body is a page of HTML.
bool IsHtml(const ErrorKind& error);

/// That page.
std::string HtmlBody(const ErrorKind& error);

/// The same error in another dialect.
struct NativeError {
  std::string_view name;  ///< Of the ErrorKind.
  int status;
  std::string_view type;
  std::string_view message;
};

/// The entry for `kind`: by name, else by status, else the last one.
const NativeError& FindNative(std::span<const NativeError> errors, const ErrorKind& kind);

/// "Not Found" for 404.
std::string_view ReasonPhrase(int status);

}  // namespace signalbox::fake_provider
