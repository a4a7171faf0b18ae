#pragma once

#include <map>
#include <string>

#include <absl/status/statusor.h>

namespace signalbox::postgres {

/// Names are libpq's: "host", "dbname", "options", "connect_timeout" ...
using Settings = std::map<std::string, std::string>;

/// The settings written in `url`, a URL or a keyword string of libpq. Any thread.
/// Errors: kInvalidArgument without the text, which may hold a password.
absl::StatusOr<Settings> ParseConninfo(const std::string& url);

/// A keyword string that libpq reads back as `settings`.
std::string FormatConninfo(const Settings& settings);

}  // namespace signalbox::postgres
