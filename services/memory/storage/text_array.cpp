#include "services/memory/storage/text_array.h"

namespace signalbox::memory {

std::string ToTextArray(const std::vector<std::string>& texts) {
  std::string array("{");
  for (const std::string& text : texts) {
    if (array.size() > 1) array += ',';
    array += '"';
    for (const char c : text) {
      if (c == '"' || c == '\\') array += '\\';
      array += c;
    }
    array += '"';
  }
  array += '}';
  return array;
}

}  // namespace signalbox::memory
