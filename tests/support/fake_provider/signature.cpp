#include "tests/support/fake_provider/signature.h"

#include <fmt/format.h>

#include "tests/support/fake_provider/base64.h"
#include "tests/support/fake_provider/body_hash.h"

namespace signalbox::fake_provider {
namespace {

constexpr std::string_view kSigned = "signed by signalbox-fake-provider ";
constexpr std::string_view kRedacted = "redacted by signalbox-fake-provider";

}  // namespace

std::string Signature(std::string_view reasoning) {
  return Base64(fmt::format("{}{:016x}", kSigned, BodyHash(reasoning)));
}

bool IsSignature(std::string_view signature) {
  const auto bytes = FromBase64(signature);
  return bytes && bytes->starts_with(kSigned) && bytes->size() == kSigned.size() + 16;
}

std::string RedactedReasoning() {
  return Base64(kRedacted);
}

bool IsRedactedReasoning(std::string_view text) {
  return FromBase64(text) == std::string(kRedacted);
}

}  // namespace signalbox::fake_provider
