#include "services/router/answers/new_answer_reader.h"

#include <utility>

#include "services/router/answers/mirrored_plain.h"
#include "services/router/answers/mirrored_stream.h"
#include "services/router/answers/replayed_plain.h"
#include "services/router/answers/translated_plain.h"
#include "services/router/answers/translated_stream.h"

namespace signalbox::router {

std::unique_ptr<AnswerReader> NewAnswerReader(AnswerOptions options, const ProviderApi& api,
                                              std::string_view content_type) {
  const bool translated = options.translated();
  if (!options.stream) {
    if (translated) return std::make_unique<TranslatedPlain>(std::move(options));
    return std::make_unique<MirroredPlain>(std::move(options));
  }
  if (!api.IsStream(content_type)) return std::make_unique<ReplayedPlain>(std::move(options));
  if (translated) return std::make_unique<TranslatedStream>(std::move(options), api.NewDeframer());
  return std::make_unique<MirroredStream>(std::move(options), api.NewDeframer());
}

}  // namespace signalbox::router
