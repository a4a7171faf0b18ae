#pragma once

#include <memory>
#include <string_view>

#include "services/router/answers/answer_options.h"
#include "services/router/answers/answer_reader.h"
#include "services/router/domain/provider_api.h"

namespace signalbox::router {

/// Reads an answer of that content type, which the provider gave to a request for the next turn.
std::unique_ptr<AnswerReader> NewAnswerReader(AnswerOptions options, const ProviderApi& api,
                                              std::string_view content_type);

}  // namespace signalbox::router
