#pragma once

#include "services/router/domain/routing/strategy.h"

namespace signalbox::router {

/// `tag-based`: those with any of the request's tags, else those tagged `default`, else nobody.
class TagBased final : public Strategy {
 public:
  void Narrow(const RouteQuery& query, Candidates candidates) const override;
};

}  // namespace signalbox::router
