#pragma once

#include <string>

#include "gateway/call.h"

namespace signalbox::gateway {

/// GET /health/live and /healthz: the process answers.
void Live(const std::shared_ptr<Call>& call);

/// GET /health: the same with the version; GET /version: the version alone.
void Health(const std::shared_ptr<Call>& call);
void Version(const std::shared_ptr<Call>& call);

/// GET /metrics: everything this process counts.
void Metrics(const std::shared_ptr<Call>& call);

/// A document made once, served as JSON.
Handler JsonDocument(std::string document);

/// This build's version: "0.1.0".
std::string_view BuildVersion();

}  // namespace signalbox::gateway
