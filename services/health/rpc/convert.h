#pragma once

#include "services/health/domain/board.h"
#include "services/health/domain/check.h"
#include "signalbox/health/v1/health.pb.h"

namespace signalbox::health {

/// What the target of every check is called outside: accounts are provider API keys.
constexpr char kTargetType[] = "api_key";

v1::AccountHealth ToProto(const AccountHealth& health);
v1::GetOverviewResponse ToProto(const Overview& overview);
v1::Check ToProto(const Check& check);

}  // namespace signalbox::health
