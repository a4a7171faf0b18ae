#include "common/app/options.h"

#include <fstream>
#include <sstream>
#include <vector>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::app {
namespace {

using std::chrono::milliseconds;

absl::Status ReadLog(config::File& file, Options& options) {
  static const std::map<std::string, log::Level> levels{{"debug", log::Level::kDebug},
                                                        {"info", log::Level::kInfo},
                                                        {"warn", log::Level::kWarn},
                                                        {"error", log::Level::kError}};
  config::Reader reader = file.Section("log");
  std::string level = "info";
  reader.Get("level", level);
  if (const auto found = levels.find(level); found != levels.end()) {
    options.log_level = found->second;
  } else {
    reader.Fail("level", "must be debug, info, warn or error");
  }
  return reader.Done();
}

absl::Status ReadAdmin(config::File& file, Options& options) {
  config::Reader reader = file.Section("admin");
  reader.Get("address", options.admin_address);
  reader.Get("port", options.admin_port, 0, 65535);
  return reader.Done();
}

absl::Status ReadAddresses(config::File& file, std::string_view section,
                           std::map<std::string, std::string>& addresses) {
  config::Reader reader = file.Section(section);
  for (const std::string& service : ServiceNames()) {
    std::string address;
    reader.Get(service, address);
    if (!address.empty()) addresses[service] = address;
  }
  return reader.Done();
}

absl::StatusOr<std::string> ReadPem(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error(absl::StatusCode::kNotFound, "", "tls: cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

absl::Status ReadTls(config::File& file, Options& options) {
  config::Reader reader = file.Section("tls");
  std::string ca, certificate, key;
  reader.Get("ca", ca);
  reader.Get("certificate", certificate);
  reader.Get("key", key);
  const bool any = !ca.empty() || !certificate.empty() || !key.empty();
  const bool all = !ca.empty() && !certificate.empty() && !key.empty();
  if (any && !all) reader.Fail("ca", "ca, certificate and key go together: set all three or none");
  RETURN_IF_ERROR(reader.Done());
  if (!all) return absl::OkStatus();
  ASSIGN_OR_RETURN(options.tls.ca, ReadPem(ca));
  ASSIGN_OR_RETURN(options.tls.certificate, ReadPem(certificate));
  ASSIGN_OR_RETURN(options.tls.key, ReadPem(key));
  return absl::OkStatus();
}

absl::Status ReadDrain(config::File& file, Options& options) {
  config::Reader reader = file.Section("drain");
  reader.Get("notice", options.drain_notice, milliseconds(0), std::chrono::minutes(5));
  reader.Get("timeout", options.drain_timeout, milliseconds(0), std::chrono::hours(1));
  return reader.Done();
}

}  // namespace

const std::set<std::string>& ServiceNames() {
  static const std::set<std::string> names{"billing", "gateway", "health", "identity", "memory", "router"};
  return names;
}

absl::StatusOr<Options> Options::Read(config::File& file, const std::set<std::string>& modules) {
  Options options;
  RETURN_IF_ERROR(ReadLog(file, options));
  RETURN_IF_ERROR(ReadAdmin(file, options));
  RETURN_IF_ERROR(ReadAddresses(file, "listen", options.listen));
  RETURN_IF_ERROR(ReadAddresses(file, "peers", options.peers));
  RETURN_IF_ERROR(ReadTls(file, options));
  RETURN_IF_ERROR(ReadDrain(file, options));
  // One file may serve six processes: the sections of the other modules are known, and theirs to check.
  for (const std::string& service : ServiceNames()) {
    if (!modules.count(service)) (void)file.Section(service);
  }
  return options;
}

}  // namespace signalbox::app
