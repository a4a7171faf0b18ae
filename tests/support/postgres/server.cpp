#include "tests/support/postgres/server.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

namespace signalbox::support {
namespace {

constexpr char kScript[] = SIGNALBOX_POSTGRES_SCRIPT;

std::string& PrivateFolder() {
  static std::string folder;
  return folder;
}

std::string OutputOf(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string output;
  std::array<char, 512> part{};
  while (pipe && fgets(part.data(), part.size(), pipe.get()) != nullptr) output += part.data();
  while (!output.empty() && output.back() == '\n') output.pop_back();
  return output;
}

void StopPrivateServer() {
  (void)OutputOf(fmt::format("{0} stop {1} && rm -rf {1}", kScript, PrivateFolder()));
}

std::string StartPrivateServer() {
  std::string folder = "/tmp/signalbox-test-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) {
    std::cerr << "cannot make a folder in /tmp\n";
    std::abort();
  }
  PrivateFolder() = folder;
  // The script watches this process too: a test that crashes or is killed leaves no server behind.
  const std::string url = OutputOf(fmt::format("{} start {} --watch {}", kScript, folder, getpid()));
  if (url.empty()) {
    std::cerr << "PostgreSQL did not start, see above\n";
    std::abort();
  }
  std::atexit(&StopPrivateServer);
  return url;
}

}  // namespace

const std::string& PostgresServerUrl() {
  static const std::string url = [] {
    const char* given = std::getenv("SIGNALBOX_TEST_POSTGRES_URL");
    return given != nullptr && *given != '\0' ? std::string(given) : StartPrivateServer();
  }();
  return url;
}

}  // namespace signalbox::support
