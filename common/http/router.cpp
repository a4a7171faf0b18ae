#include "common/http/router.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace signalbox::http {
namespace {

[[noreturn]] void Misuse(std::string_view method, std::string_view pattern, std::string_view what) {
  fmt::print(stderr, "route {} {}: {}\n", method, pattern, what);
  std::abort();
}

/// The path without repeated slashes, and without one at its end.
std::string Tidied(std::string_view path) {
  std::string tidy;
  for (const char c : path) {
    if (c != '/' || tidy.empty() || tidy.back() != '/') tidy += c;
  }
  if (tidy.size() > 1 && tidy.back() == '/') tidy.pop_back();
  return tidy;
}

/// Cuts the first segment off `path`, which begins with a slash.
std::string_view CutSegment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

}  // namespace

/// One walk through the tree, remembering what it has passed.
struct Router::Search {
  std::string_view method;
  bool forgiving_only;  // The path was spelled otherwise.
  std::vector<std::string_view> values;
  std::vector<std::string> allowed;
  Match match;

  bool Visit(const Node& node, std::string_view path) {
    if (path.empty()) return Pick(node.routes);
    std::string_view left = path;
    const std::string_view segment = CutSegment(left);
    const auto literal = node.literals.find(segment);
    if (literal != node.literals.end() && Visit(*literal->second, left)) return true;
    if (node.parameter && !segment.empty() && With(segment, [&] { return Visit(*node.parameter, left); })) return true;
    return path.size() > 1 && With(path.substr(1), [&] { return Pick(node.rest); });
  }

  template <typename Next>
  bool With(std::string_view value, Next next) {
    values.push_back(value);
    const bool found = next();
    values.pop_back();
    return found;
  }

  bool Pick(const std::vector<Route>& routes) {
    const Route* route = Eligible(routes, method);
    if (route == nullptr && method == "HEAD") route = Eligible(routes, "GET");
    if (route == nullptr) {
      for (const Route& other : routes) {
        if (IsEligible(other)) allowed.push_back(other.method);
      }
      return false;
    }
    match.handler = &route->handler;
    for (std::size_t i = 0; i < values.size(); ++i) match.parameters.emplace_back(route->parameters[i], values[i]);
    return true;
  }

  bool IsEligible(const Route& route) const { return !forgiving_only || route.spelling == Spelling::kForgiving; }

  const Route* Eligible(const std::vector<Route>& routes, std::string_view name) const {
    const Route* route = Named(routes, name);
    return route != nullptr && IsEligible(*route) ? route : nullptr;
  }

  static const Route* Named(const std::vector<Route>& routes, std::string_view method) {
    const auto route = std::find_if(routes.begin(), routes.end(), [&](const Route& r) { return r.method == method; });
    return route == routes.end() ? nullptr : &*route;
  }

  std::string Allow() {
    if (std::find(allowed.begin(), allowed.end(), "GET") != allowed.end()) allowed.emplace_back("HEAD");
    std::sort(allowed.begin(), allowed.end());
    allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
    return fmt::format("{}", fmt::join(allowed, ", "));
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::Add(std::string method, std::string_view pattern, Handler handler, Spelling spelling) {
  if (pattern.empty() || pattern.front() != '/') Misuse(method, pattern, "a pattern begins with a slash");
  Node* node = root_.get();
  std::vector<Route>* routes = nullptr;
  std::vector<std::string> parameters;
  for (std::string_view left = pattern; !left.empty();) {
    const std::string_view segment = CutSegment(left);
    const bool is_parameter = segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
    if (!is_parameter) {
      std::unique_ptr<Node>& next = node->literals[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
      continue;
    }
    const std::string_view name = segment.substr(1, segment.size() - 2);
    if (name.ends_with("...")) {
      if (!left.empty()) Misuse(method, pattern, "only the last segment can match the rest");
      parameters.emplace_back(name.substr(0, name.size() - 3));
      routes = &node->rest;
      continue;
    }
    parameters.emplace_back(name);
    if (!node->parameter) node->parameter = std::make_unique<Node>();
    node = node->parameter.get();
  }
  if (routes == nullptr) routes = &node->routes;
  if (Search::Named(*routes, method) != nullptr) Misuse(method, pattern, "is there already");
  routes->push_back({std::move(method), std::move(parameters), std::move(handler), spelling});
}

Router::Match Router::Find(std::string_view method, std::string_view path) const {
  if (!path.starts_with('/')) return {};
  Match match = Walk(method, path, false);
  if (match.handler != nullptr || !match.allow.empty()) return match;
  const std::string tidy = Tidied(path);
  return tidy == path ? match : Walk(method, tidy, true);
}

Router::Match Router::Walk(std::string_view method, std::string_view path, bool forgiving_only) const {
  Search search{method, forgiving_only, {}, {}, {}};
  if (!search.Visit(*root_, path) && !search.allowed.empty()) search.match.allow = search.Allow();
  return std::move(search.match);
}

}  // namespace signalbox::http
