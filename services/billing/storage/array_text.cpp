#include "services/billing/storage/array_text.h"

namespace signalbox::billing {

void ArrayText::Add(std::string_view value) {
  Next() += '"';
  for (const char c : value) {
    if (c == '"' || c == '\\') text_ += '\\';
    text_ += c;
  }
  text_ += '"';
}

}  // namespace signalbox::billing
