#pragma once

#include "services/router/domain/routing/strategy.h"

namespace signalbox::router {

/// Strategies that prefer whoever has the least of something; ties are drawn by share.

/// `least-busy`: fewest requests in flight.
class LeastBusy final : public Strategy {
 public:
  void Narrow(const RouteQuery& query, Candidates candidates) const override;
};

/// `lowest-tpm-rpm`: the smallest part of its own requests and tokens a minute used, whichever is larger. Without
/// limits of its own: the fewest tokens, after all that have limits.
class LowestUsage final : public Strategy {
 public:
  void Narrow(const RouteQuery& query, Candidates candidates) const override;
};

/// `lowest-cost`: the least that this request may cost. A deployment without a price comes last.
class LowestCost final : public Strategy {
 public:
  void Narrow(const RouteQuery& query, Candidates candidates) const override;
};

/// `priority`: the lowest number.
class Priority final : public Strategy {
 public:
  void Narrow(const RouteQuery& query, Candidates candidates) const override;
};

/// `lowest-latency`: within a tenth of the shortest average; of time to the first byte for streams, else of the whole
/// answer. One that was not measured lately goes first, by one request at a time and at most one in ten seconds.
class LowestLatency final : public Strategy {
 public:
  void Narrow(const RouteQuery& query, Candidates candidates) const override;
};

}  // namespace signalbox::router
