#pragma once

#include <string>

#include <gmock/gmock.h>

#include "common/status/error.h"
#include "services/identity/domain/admin_store.h"
#include "services/identity/domain/key_store.h"
#include "services/identity/domain/secrets.h"
#include "services/identity/domain/spend_book.h"

namespace signalbox::identity {

class MockKeyStore : public KeyStore {
 public:
  MOCK_METHOD(absl::Status, Insert, (const RequestContext&, const ApiKey&, const SecretHash&), (override));
  MOCK_METHOD(absl::StatusOr<std::optional<KeyAtRevision>>, Find, (const RequestContext&, const KeyReference&),
              (override));
  MOCK_METHOD(absl::StatusOr<KeyPage>, List, (const RequestContext&, const KeyFilter&), (override));
  MOCK_METHOD(absl::StatusOr<std::optional<ApiKey>>, Update,
              (const RequestContext&, const KeyReference&, const KeyChangeset&), (override));
  MOCK_METHOD(absl::StatusOr<std::optional<std::vector<std::string>>>, Apply,
              (const RequestContext&, KeyAction, const std::vector<KeyReference>&, TimePoint), (override));
  MOCK_METHOD(absl::StatusOr<std::vector<std::string>>, NamesOf,
              (const RequestContext&, const std::vector<std::string>&), (override));
};

class MockAdminStore : public AdminStore {
 public:
  MOCK_METHOD(absl::StatusOr<std::optional<User>>, FindUser, (const RequestContext&, const std::string&), (override));
  MOCK_METHOD(absl::Status, AddSession,
              (const RequestContext&, const std::string&, const SecretHash&, TimePoint, TimePoint), (override));
  MOCK_METHOD(absl::StatusOr<std::optional<Session>>, FindSession, (const RequestContext&, const SecretHash&),
              (override));
  MOCK_METHOD(absl::StatusOr<bool>, AddFirst, (const RequestContext&, const User&, const ApiKey&, const SecretHash&),
              (override));
  MOCK_METHOD(absl::StatusOr<bool>, HasUsers, (const RequestContext&), (override));
};

class MockSpendBook : public SpendBook {
 public:
  MOCK_METHOD(absl::StatusOr<std::vector<KeyUse>>, UseOf, (const RequestContext&, const std::vector<std::string>&),
              (override));
  MOCK_METHOD(absl::StatusOr<std::vector<KeyUse>>, Largest, (const RequestContext&, int), (override));
};

/// Cryptography that can be read: the hash of "x" is "hash of x". Secrets are "A...A", "B...B", and so on.
class FakeSecrets : public Secrets {
 public:
  std::string NewSecret() override { return std::string(43, next_++); }
  SecretHash HashOf(std::string_view credential) const override { return {"hash of " + std::string(credential)}; }
  bool Equal(std::string_view a, std::string_view b) const override { return a == b; }
  absl::StatusOr<std::string> HashPassword(const RequestContext&, std::string_view password) override {
    return "slow hash of " + std::string(password);
  }
  absl::StatusOr<bool> PasswordMatches(const RequestContext&, std::string_view hash,
                                       std::string_view password) override {
    ++passwords_checked;
    return hash == "slow hash of " + std::string(password);
  }

  int passwords_checked = 0;

 private:
  char next_ = 'A';
};

/// Whether a StatusOr or Status failed with this code and reason.
MATCHER_P2(FailsWith, code, reason, "") {
  absl::Status status;
  if constexpr (std::is_same_v<std::decay_t<decltype(arg)>, absl::Status>) {
    status = arg;
  } else {
    status = arg.status();
  }
  *result_listener << status.ToString() << " reason " << ReasonOf(status);
  return status.code() == code && ReasonOf(status) == reason;
}

}  // namespace signalbox::identity
