#pragma once

#include <memory>
#include <vector>

#include "common/http/router.h"
#include "gateway/admission/authenticator.h"
#include "gateway/filters/in_flight.h"
#include "gateway/inference/services.h"
#include "gateway/operations/readiness.h"
#include "gateway/telemetry/edge_metrics.h"
#include "gateway/transcode/transcoder.h"

namespace signalbox::gateway {

/// What the routes work with.
struct Edge {
  std::shared_ptr<Authenticator> authenticator;
  std::shared_ptr<const InferenceServices> inference;
  std::shared_ptr<Readiness> readiness;
  std::shared_ptr<Transcoder> transcoder;
  std::shared_ptr<EdgeMetrics> metrics;
  std::shared_ptr<InFlight> in_flight;
};

/// The whole surface: the hand-written routes, and the management routes that the protos describe.
http::Router Routes(const Edge& edge, const std::vector<ManagementRoute>& management);

}  // namespace signalbox::gateway
