#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include "common/http/exchange.h"
#include "gateway/call.h"

namespace signalbox::gateway {

/// A duty that many routes share: does something before it lets the next handler have the call, or answers itself.
/// Applied once per route, when the table is built; `endpoint` is the route's pattern.
using Filter = std::function<Handler(Handler next, const std::string& endpoint)>;

/// Filters in the order in which a request passes them. A value.
class Chain {
 public:
  Chain(std::initializer_list<Filter> filters) : filters_(filters) {}

  /// This chain and one more filter after it.
  Chain Then(Filter filter) const;

  /// What the server calls for requests to `endpoint`: makes each a Call and sends it through the filters to `handler`.
  http::Handler Around(const std::string& endpoint, Handler handler) const;

 private:
  std::vector<Filter> filters_;
};

}  // namespace signalbox::gateway
