#include "common/dialect/gemini/arguments.h"

#include "common/json/document.h"

namespace signalbox::dialect::gemini {
namespace {

constexpr int kMaxDepth = 64;  // The body around them must still be readable.

}  // namespace

bool WriteArguments(std::string_view arguments_json, json::Writer& writer) {
  if (arguments_json.find_first_not_of(" \t\r\n") == arguments_json.npos) {
    writer.BeginObject().EndObject();
    return true;
  }
  json::Document document;
  if (document.Read(arguments_json, {.max_depth = kMaxDepth}).ok() && document.root().IsObject()) {
    writer.Raw(document.root().raw());
    return true;
  }
  writer.BeginObject().Key(kInvalidArguments).String(arguments_json).EndObject();
  return false;
}

}  // namespace signalbox::dialect::gemini
