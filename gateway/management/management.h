#pragma once

#include <memory>

#include "gateway/call.h"
#include "gateway/transcode/transcoder.h"

namespace signalbox::gateway {

/// Answers a management route with the RPC it stands for. Who may call is the business of the filters before it.
Handler Transcoded(std::shared_ptr<Transcoder> transcoder, std::shared_ptr<const ManagementRoute> route);

}  // namespace signalbox::gateway
