#pragma once

#include <cstddef>
#include <optional>

#include "services/router/domain/pick.h"
#include "services/router/domain/routing/candidate.h"
#include "services/router/domain/routing/query.h"
#include "services/router/domain/routing/strategy.h"

namespace signalbox::router {

/// Who is asked next.
struct Decision {
  std::size_t index = 0;
  bool last_resort = false;  ///< Nobody is well: asked although it may fail.
};

/// Chooses one of the candidates and writes into each why it was not chosen, and its share of all chances. The same
/// candidates, query and draws give the same decision: who asks beforehand hears what will happen.
/// nullopt when nobody may be asked.
std::optional<Decision> Decide(const Strategies& strategies, const RouteQuery& query, Candidates candidates,
                               const Random& random);

}  // namespace signalbox::router
