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
  constexpr std::string_view kBreaks = "\r\n";
  for (std::size_t end = json.find_first_of(kBreaks); end != json.npos; end = json.find_first_of(kBreaks)) {
    out += json.substr(0, end);
    out += ' ';
    json.remove_prefix(end + 1);
  }
  out += json;
}

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
