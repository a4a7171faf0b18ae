#include "common/postgres/conninfo.h"

#include <memory>

#include <libpq-fe.h>

#include "common/status/error.h"

namespace signalbox::postgres {

absl::StatusOr<Settings> ParseConninfo(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), nullptr),
                                                                             &PQconninfoFree);
  if (!options) {
    return Error(absl::StatusCode::kInvalidArgument, "", "not a PostgreSQL URL or keyword connection string");
  }
  Settings settings;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) settings[option->keyword] = option->val;
  }
  return settings;
}

std::string FormatConninfo(const Settings& settings) {
  std::string text;
  for (const auto& [name, value] : settings) {
    text += name + "='";
    for (const char c : value) {
      if (c == '\'' || c == '\\') text.push_back('\\');
      text.push_back(c);
    }
    text += "' ";
  }
  return text;
}

}  // namespace signalbox::postgres
