#pragma once

#include <string>
#include <string_view>

namespace signalbox::fake_provider {

/// An error as OpenAI answers it.
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

/// The body: {"error":{...}}, or HTML.
std::string ErrorBody(const ErrorKind& error);

/// {"error":{...}} with a message of its own.
std::string ErrorBody(const ErrorKind& error, std::string_view message);

/// "Not Found" for 404.
std::string_view ReasonPhrase(int status);

}  // namespace signalbox::fake_provider
