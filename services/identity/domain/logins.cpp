#include "services/identity/domain/logins.h"

#include <algorithm>
#include <cctype>

#include "common/status/error.h"
#include "common/status/macros.h"
#include "services/identity/domain/credential_text.h"
#include "services/identity/domain/limits.h"

namespace signalbox::identity {
namespace {

constexpr std::chrono::hours kSessionLifetime{12};
constexpr size_t kMaxEmailLength = 254;
constexpr size_t kMaxPasswordBytes = 1024;

absl::Status Failure() {
  return Error(absl::StatusCode::kUnauthenticated, "LOGIN_FAILED", "e-mail or password is wrong");
}

}  // namespace

std::string NormalizeEmail(std::string_view email) {
  const auto is_space = [](unsigned char c) { return std::isspace(c) != 0; };
  const auto begin = std::find_if_not(email.begin(), email.end(), is_space);
  const auto end = std::find_if_not(email.rbegin(), email.rend(), is_space).base();
  std::string normal(begin, std::max(begin, end));
  std::transform(normal.begin(), normal.end(), normal.begin(), [](unsigned char c) { return std::tolower(c); });
  return normal;
}

Logins::Logins(AdminStore& store, Secrets& secrets, Clock clock)
    : store_(store), secrets_(secrets), clock_(clock), throttle_(std::move(clock)) {}

absl::StatusOr<OpenedSession> Logins::Open(const RequestContext& context, const std::string& email,
                                           const std::string& password) {
  const std::string normal = NormalizeEmail(email);
  if (normal.empty()) return WrongField("email", "is required");
  if (password.empty()) return WrongField("password", "is required");
  RETURN_IF_ERROR(CheckText("email", normal, kMaxEmailLength));
  if (password.size() > kMaxPasswordBytes) return Failure();
  RETURN_IF_ERROR(throttle_.Check(normal));

  ASSIGN_OR_RETURN(const std::optional<User> user, store_.FindUser(context, normal));
  ASSIGN_OR_RETURN(const bool matches,
                   secrets_.PasswordMatches(context, user ? user->password_hash : std::string(), password));
  if (!user || !matches) {
    throttle_.Failed(normal);
    return Failure();
  }
  throttle_.Succeeded(normal);
  return OpenFor(context, *user);
}

absl::StatusOr<OpenedSession> Logins::OpenFor(const RequestContext& context, const User& user) {
  const TimePoint now = std::chrono::floor<std::chrono::microseconds>(clock_());
  OpenedSession session{CredentialText(CredentialKind::kSession, secrets_.NewSecret()), now + kSessionLifetime,
                        user.must_change_password};
  RETURN_IF_ERROR(store_.AddSession(context, user.id, secrets_.HashOf(session.token), now, session.expires_at));
  return session;
}

}  // namespace signalbox::identity
