// Any bytes as all that a dialect's codec reads. SIGNALBOX_FUZZED_DIALECT says which.

#include "tests/fuzz/codec_checks.h"
#include "tests/fuzz/input.h"

using namespace signalbox;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::TextOf(data, size);
  const dialect::Codec& codec = *dialect::CodecOf(llm::v1::SIGNALBOX_FUZZED_DIALECT);
  fuzz::CheckRequest(codec, input);
  fuzz::CheckEdits(codec, input);
  fuzz::CheckResponse(codec, input);
  fuzz::CheckError(codec, input);
  fuzz::CheckStream(codec, input);
  return 0;
}
