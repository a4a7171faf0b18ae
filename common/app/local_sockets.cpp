#include "common/app/local_sockets.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace signalbox::app {
namespace {

// Short on purpose: a socket's path may have 107 bytes.
std::string MakeFolder() {
  std::string path = "/tmp/signalbox-XXXXXX";
  if (!mkdtemp(path.data())) throw std::runtime_error("cannot make a private folder under /tmp for local sockets");
  return path;
}

const std::string& Folder() {
  static const std::string folder = MakeFolder();
  return folder;
}

}  // namespace

std::string LocalAddress(std::string_view service) {
  return "unix:" + Folder() + "/" + std::string(service);
}

void RemoveLocalSockets() {
  std::error_code ignored;  // What is left behind is an empty folder nobody listens in.
  std::filesystem::remove_all(Folder(), ignored);
}

}  // namespace signalbox::app
