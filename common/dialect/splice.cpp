#include "common/dialect/splice.h"

#include <algorithm>

namespace signalbox::dialect {

void Splice::ApplyTo(std::string& out) {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.begin < b.begin; });
  std::size_t added = 0;
  for (const Change& change : changes_) added += change.bytes.size();
  out.reserve(out.size() + text_.size() + added);

  std::size_t copied = 0;
  for (const Change& change : changes_) {
    out += text_.substr(copied, change.begin - copied);
    out += change.bytes;
    copied = change.end;
  }
  out += text_.substr(copied);
}

std::string Splice::Apply() {
  std::string out;
  ApplyTo(out);
  return out;
}

}  // namespace signalbox::dialect
