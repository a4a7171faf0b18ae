#include "common/dialect/framing.h"

namespace signalbox::dialect {
namespace {

void AppendSse(std::string& out, std::string_view data, std::string_view type) {
  if (!type.empty()) {
    out += "event: ";
    out += type;
    out += '\n';
  }
  out += "data: ";
  AppendLine(out, data);
  out += "\n\n";
}

}  // namespace

void AppendLine(std::string& out, std::string_view json) {
  const std::size_t begin = out.size();
  out += json;
  for (const char line_break : {'\n', '\r'}) {
    for (std::size_t at = out.find(line_break, begin); at != out.npos; at = out.find(line_break, at + 1)) out[at] = ' ';
  }
}

void Framer::Append(std::string& out, std::string_view data, std::string_view type) {
  if (framing_ == Framing::kSse) return AppendSse(out, data, type);
  out += began_ ? ",\n" : "[";
  AppendLine(out, data);
  began_ = true;
}

void Framer::End(std::string& out) {
  if (framing_ == Framing::kJsonArray) out += began_ ? "]\n" : "[]\n";
}

}  // namespace signalbox::dialect
