#include "services/router/rpc/upstream_request.h"

#include <utility>

namespace signalbox::router {

upstream::Request RequestTo(const Endpoint& endpoint, ProviderCall call, std::chrono::milliseconds time_left) {
  upstream::Request request;
  request.method = std::move(call.method);
  request.url = std::move(call.url);
  request.headers = std::move(call.headers);
  request.body = std::move(call.body);
  request.allow_private = endpoint.provider.allow_private;
  request.connect_timeout = endpoint.timers.connect;
  request.first_byte_timeout = endpoint.timers.first_byte;
  request.idle_timeout = endpoint.timers.idle;
  request.total_timeout = time_left;
  return request;
}

}  // namespace signalbox::router
