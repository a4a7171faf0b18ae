#include "gateway/filters/chain.h"

namespace signalbox::gateway {

Chain Chain::Then(Filter filter) const {
  Chain longer = *this;
  longer.filters_.push_back(std::move(filter));
  return longer;
}

http::Handler Chain::Around(const std::string& endpoint, Handler handler) const {
  for (auto filter = filters_.rbegin(); filter != filters_.rend(); ++filter)
    handler = (*filter)(std::move(handler), endpoint);
  return [endpoint = std::make_shared<const std::string>(endpoint),
          handler = std::move(handler)](std::shared_ptr<http::Exchange> exchange) {
    handler(std::make_shared<Call>(std::move(exchange), endpoint));
  };
}

}  // namespace signalbox::gateway
