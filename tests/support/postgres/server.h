#pragma once

#include <string>

namespace signalbox::support {

/// The administrator's URL of the server that tests use; starts a private one if the environment names none.
const std::string& PostgresServerUrl();

}  // namespace signalbox::support
