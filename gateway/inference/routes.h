#pragma once

#include <functional>
#include <memory>
#include <string>

#include "gateway/filters/chain.h"
#include "gateway/inference/services.h"

namespace signalbox::gateway {

using AddRoute =
    std::function<void(const std::string& method, const std::string& pattern, const Chain& chain, Handler handler)>;

/// Every path at which something is asked of a model, or an answer asked for again. `all` are the filters in front of
/// every request, `keyed` the one that asks for a key.
void AddInferenceRoutes(const std::shared_ptr<const InferenceServices>& services, const Chain& all, const Filter& keyed,
                        const AddRoute& add);

}  // namespace signalbox::gateway
