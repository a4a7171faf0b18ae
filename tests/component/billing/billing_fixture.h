#pragma once

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/context/clock.h"
#include "services/billing/module.h"
#include "signalbox/billing/v1/billing.grpc.pb.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::billing {

/// A billing service on a database of its own, and a client of it.
class BillingTest : public ::testing::Test {
 protected:
  BillingTest();
  ~BillingTest() override;

  /// Starts the service, again if it runs already; `settings` are further lines of its section.
  void Restart(const std::string& settings = "");

  absl::Status StartStatus(const std::string& settings);

  /// An entry of the demo provider with 9 + 3 tokens, $0.0012, that began at `start` ("2026-03-10T12:00:00", UTC).
  static v1::Entry EntryAt(const std::string& start, const std::string& key_id = "key-1");

  v1::RecordResponse Record(const std::vector<v1::Entry>& entries);
  grpc::Status RecordStatus(const std::vector<v1::Entry>& entries);
  v1::ListEntriesResponse List(const v1::ListEntriesRequest& request);
  grpc::Status ListStatus(const v1::ListEntriesRequest& request);
  std::vector<v1::KeySum> SumByKey(const std::vector<std::string>& key_ids = {}, int limit = 0);

  /// The single number that `sql` gives.
  std::int64_t Number(const std::string& sql);

  /// Everything between two days of 2026, as "month-day".
  static v1::ListEntriesRequest Between(const std::string& first, const std::string& last);

  support::Postgres database_;
  std::unique_ptr<Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::BillingService::Stub> stub_;

 private:
  config::File File(const std::string& settings) const;
};

}  // namespace signalbox::billing
