// Any bytes as a form. The first line is the type it is sent with.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "common/dialect/multipart.h"
#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace signalbox;
  const std::string_view input = fuzz::TextOf(data, size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const auto boundary = dialect::BoundaryOf(input.substr(0, line));
  if (!boundary) return 0;
  fuzz::Require(!boundary->empty() && boundary->size() <= 70);

  const std::string_view body = line < input.size() ? input.substr(line + 1) : std::string_view();
  const auto field = dialect::FindFormField(body, *boundary, "model");
  if (!field.ok() || !*field) return 0;
  fuzz::Require((*field)->begin <= (*field)->end && (*field)->end <= body.size());
  const std::string_view content = body.substr((*field)->begin, (*field)->end - (*field)->begin);
  fuzz::Require(content.find("\r\n--" + *boundary) == content.npos);
  return 0;
}
