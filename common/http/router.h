#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/http/exchange.h"

namespace signalbox::http {

/// Finds the handler of a method and path. Built before the server starts, read by its threads afterwards.
///
/// A pattern is literal segments and parameters: "/v1/sessions/{id}"; a last segment "{id...}" matches the rest of the
/// path, slashes included. Literal segments win over parameters. HEAD is answered by GET's handler without a body.
class Router {
 public:
  /// Adding the same method and pattern twice ends the process: it is a programming error.
  void Add(std::string method, std::string_view pattern, Handler handler);

  struct Match {
    const Handler* handler = nullptr;  ///< Null when nothing matched.
    PathParameters parameters;
    std::string allow;                 ///< Methods of the path when only the method did not match: answer 405 with it.
  };
  Match Find(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace signalbox::http
