#pragma once

#include <string_view>

namespace signalbox::dialect::anthropic_messages {

/// Whether a model of that name decides itself how much it thinks: from Claude 4.7 on, models take an effort and refuse
/// a thinking budget, temperature, top_p and top_k. A name that tells no version is taken for an older one.
bool ThinksAdaptively(std::string_view model);

/// Whether a model of that name refuses a request with both temperature and top_p: from Claude 4.1 on.
bool TakesOneSampler(std::string_view model);

}  // namespace signalbox::dialect::anthropic_messages
