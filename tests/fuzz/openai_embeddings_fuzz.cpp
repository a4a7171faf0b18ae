// Any bytes as a request and an answer of OpenAI's embeddings.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/dialect/openai_embeddings/request.h"
#include "common/dialect/openai_embeddings/response.h"

using namespace signalbox::dialect::openai_embeddings;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(ScanEmbedRequest(text));
  static_cast<void>(EditEmbedRequest(text, "m"));
  static_cast<void>(WantsBase64(text));
  const auto request = DecodeEmbedRequest(text);
  if (request.ok() && !DecodeEmbedRequest(EncodeEmbedRequest(*request, "m")).ok()) std::abort();

  static_cast<void>(MirrorEmbedResponse(text, "m", false));
  const auto mirrored = MirrorEmbedResponse(text, "m", true);
  const auto response = DecodeEmbedResponse(text);
  if (!response.ok()) return 0;
  if (!mirrored.ok()) std::abort();
  for (const bool base64 : {true, false}) {
    const auto again = DecodeEmbedResponse(EncodeEmbedResponse(*response, "m", base64));
    if (!again.ok() || again->vectors_size() != response->vectors_size()) std::abort();
  }
  return 0;
}
