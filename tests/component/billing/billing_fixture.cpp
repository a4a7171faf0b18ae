#include "tests/component/billing/billing_fixture.h"

#include <atomic>
#include <ctime>

#include <fmt/format.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>
#include <unistd.h>

#include "common/context/ids.h"

namespace signalbox::billing {
namespace {

std::string NewAddress() {
  static std::atomic<int> next{0};
  return fmt::format("unix-abstract:billing-test-{}-{}", getpid(), next++);
}

std::int64_t SecondsOf(const std::string& utc) {
  std::tm parts{};
  EXPECT_NE(strptime(utc.c_str(), "%Y-%m-%dT%H:%M:%S", &parts), nullptr) << utc;
  return timegm(&parts);
}

}  // namespace

BillingTest::BillingTest() {
  config::File file = File("");
  EXPECT_TRUE(Module::Migrate(file.Section("billing")).ok());
  Restart();
}

BillingTest::~BillingTest() {
  if (server_) server_->Shutdown();
}

config::File BillingTest::File(const std::string& settings) const {
  const std::string url = database_.OptionsFor("billing").url;
  return *config::File::Parse(fmt::format("billing:\n  postgres: {{ url: \"{}\" }}\n{}\n", url, settings));
}

absl::Status BillingTest::StartStatus(const std::string& settings) {
  config::File file = File(settings);
  const app::Channels channels({}, {}, {"billing"});
  auto module = Module::Create(file.Section("billing"), channels);
  if (!module.ok()) return module.status();
  module_ = *std::move(module);
  return module_->Start();
}

void BillingTest::Restart(const std::string& settings) {
  if (server_) server_->Shutdown();
  server_.reset();
  const absl::Status started = StartStatus(settings);
  ASSERT_TRUE(started.ok()) << started;

  const std::string address = NewAddress();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address, grpc::InsecureServerCredentials());
  module_->Register(builder);
  server_ = builder.BuildAndStart();
  stub_ = v1::BillingService::NewStub(grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
}

v1::Entry BillingTest::EntryAt(const std::string& start, const std::string& key_id) {
  v1::Entry entry;
  entry.set_entry_id(NewUuid());
  entry.set_request_id("request-1");
  entry.mutable_start_time()->set_seconds(SecondsOf(start));
  entry.mutable_end_time()->set_seconds(SecondsOf(start) + 2);
  entry.set_key_id(key_id);
  entry.set_model("demo");
  entry.set_provider("demo");
  entry.set_upstream_model("demo");
  entry.mutable_usage()->set_input(9);
  entry.mutable_usage()->set_output(3);
  entry.set_ending(llm::v1::COMPLETED);
  entry.set_status(200);
  entry.set_attempts(1);
  return entry;
}

grpc::Status BillingTest::RecordStatus(const std::vector<v1::Entry>& entries) {
  grpc::ClientContext call;
  v1::RecordRequest request;
  for (const v1::Entry& entry : entries) *request.add_entries() = entry;
  v1::RecordResponse response;
  return stub_->Record(&call, request, &response);
}

v1::RecordResponse BillingTest::Record(const std::vector<v1::Entry>& entries) {
  grpc::ClientContext call;
  v1::RecordRequest request;
  for (const v1::Entry& entry : entries) *request.add_entries() = entry;
  v1::RecordResponse response;
  const grpc::Status status = stub_->Record(&call, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

v1::ListEntriesResponse BillingTest::List(const v1::ListEntriesRequest& request) {
  grpc::ClientContext call;
  v1::ListEntriesResponse response;
  const grpc::Status status = stub_->ListEntries(&call, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

grpc::Status BillingTest::ListStatus(const v1::ListEntriesRequest& request) {
  grpc::ClientContext call;
  v1::ListEntriesResponse response;
  return stub_->ListEntries(&call, request, &response);
}

std::vector<v1::KeySum> BillingTest::SumByKey(const std::vector<std::string>& key_ids, int limit) {
  grpc::ClientContext call;
  v1::SumByKeyRequest request;
  for (const std::string& key_id : key_ids) request.add_key_ids(key_id);
  request.set_limit(limit);
  v1::SumByKeyResponse response;
  const grpc::Status status = stub_->SumByKey(&call, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return {response.sums().begin(), response.sums().end()};
}

std::int64_t BillingTest::Number(const std::string& sql) {
  return database_.Execute(sql)[0][0].as<std::int64_t>();
}

v1::ListEntriesRequest BillingTest::Between(const std::string& first, const std::string& last) {
  v1::ListEntriesRequest request;
  request.set_start_date("2026-" + first);
  request.set_end_date("2026-" + last);
  return request;
}

}  // namespace signalbox::billing
