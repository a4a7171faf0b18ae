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
  out += data;
  out += "\n\n";
}

}  // namespace

void Framer::Append(std::string& out, std::string_view data, std::string_view type) {
  if (framing_ == Framing::kSse) return AppendSse(out, data, type);
  out += began_ ? ",\n" : "[";
  out += data;
  began_ = true;
}

void Framer::End(std::string& out) {
  if (framing_ == Framing::kJsonArray) out += began_ ? "]\n" : "[]\n";
}

}  // namespace signalbox::dialect
