#include "services/identity/config.h"

#include "common/crypto/secret.h"
#include "common/status/macros.h"

namespace signalbox::identity {
namespace {

constexpr size_t kPepperBytes = 32;
constexpr size_t kShortestAdminKey = 16;

}  // namespace

absl::StatusOr<Config> Config::Read(config::Reader& section) {
  Config config;
  config.postgres.schema = "identity";
  section.GetMap("postgres", [&](config::Reader& map) { config.postgres.Read(map); });
  std::string pepper;
  section.GetSecret("key_pepper", pepper);
  section.GetSecret("admin_key", config.admin_key);
  section.Get("admin_email", config.admin_email);
  const absl::StatusOr<std::string> bytes = crypto::FromBase64Url(pepper);
  if (bytes.ok() && bytes->size() == kPepperBytes) {
    config.pepper = *bytes;
  } else {
    section.Fail("key_pepper", "must be 32 random bytes written as 43 base64url characters");
  }
  if (!config.admin_key.empty() && config.admin_key.size() < kShortestAdminKey) {
    section.Fail("admin_key", "must have at least 16 characters");
  }
  if (config.admin_email.find('@') == std::string::npos) section.Fail("admin_email", "must be an e-mail address");
  RETURN_IF_ERROR(section.Done());
  return config;
}

}  // namespace signalbox::identity
