#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/http/exchange.h"

namespace signalbox::http {

/// Finds the handler of a method and path. Built before the server starts, read by its threads afterwards.
///
/// A pattern is literal segments and parameters: "/v1/sessions/{id}"; a last segment "{id...}" matches the rest of the
/// path, slashes included. Parameters match at least one character. Literal segments win over parameters. HEAD is
/// answered by GET's handler without a body.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// kForgiving: the path may also have repeated slashes, and one at its end, as clients write whose base address ends
  /// with a slash. Not for paths that somebody in front of the server guards by their spelling.
  enum class Spelling { kExact, kForgiving };

  /// Adding the same method and pattern twice ends the process, as does a malformed pattern: programming errors both.
  void Add(std::string method, std::string_view pattern, Handler handler, Spelling spelling = Spelling::kExact);

  struct Match {
    const Handler* handler = nullptr;  ///< Null when nothing matched.
    PathParameters parameters;
    std::string allow;  ///< Methods of the path when only the method did not match: answer 405 with it.
  };
  Match Find(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> parameters;
    Handler handler;
    Spelling spelling;
  };

  /// What may follow a prefix of a path. Routes that end here stand in `routes`; those that end in a rest in `rest`.
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::vector<Route> routes;
    std::vector<Route> rest;
  };
  struct Search;

  Match Walk(std::string_view method, std::string_view path, bool forgiving_only) const;

  std::unique_ptr<Node> root_;
};

}  // namespace signalbox::http
