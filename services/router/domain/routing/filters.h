#pragma once

#include "services/router/domain/routing/candidate.h"
#include "services/router/domain/routing/query.h"

namespace signalbox::router {

/// What holds for every strategy: rejects who cannot be asked, and gives the others shares: their weights if any
/// has one, else their requests a minute, else their tokens a minute, else the same for all; less while they recover.
void Screen(const RouteQuery& query, Candidates candidates);

/// When everybody is rejected only because of what was seen lately (open breakers, resting accounts, used-up minutes):
/// lets those back in that are nearest to being well. Asking them can do no harm that refusing would not.
/// False when there is nobody.
bool LetBackIn(const RouteQuery& query, Candidates candidates);

}  // namespace signalbox::router
