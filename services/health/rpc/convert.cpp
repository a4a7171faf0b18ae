#include "services/health/rpc/convert.h"

#include <google/protobuf/util/time_util.h>

namespace signalbox::health {
namespace {

google::protobuf::Timestamp ToProto(TimePoint time) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(micros.count());
}

double Milliseconds(std::chrono::microseconds time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

const char* WordFor(Overview::Status status) {
  switch (status) {
    case Overview::Status::kUnknown:
      return "unknown";
    case Overview::Status::kOk:
      return "ok";
    case Overview::Status::kDegraded:
      return "degraded";
  }
  return "unknown";
}

}  // namespace

v1::AccountHealth ToProto(const AccountHealth& health) {
  v1::AccountHealth proto;
  proto.set_id(health.account.id);
  proto.set_provider_name(health.account.provider);
  proto.set_name(health.account.name);
  proto.set_key_prefix(health.account.key_prefix);
  proto.set_is_active(health.account.enabled);
  if (health.success_rate) proto.set_success_rate(*health.success_rate);
  if (!health.last) return proto;
  proto.set_is_healthy(health.last->healthy);
  *proto.mutable_check_time() = ToProto(health.last->checked_at);
  proto.set_response_time_ms(Milliseconds(health.last->response_time));
  if (!health.last->healthy) proto.set_error(health.last->error);
  return proto;
}

v1::GetOverviewResponse ToProto(const Overview& overview) {
  v1::GetOverviewResponse proto;
  proto.set_status(WordFor(overview.status));
  proto.set_accounts_total(overview.enabled);
  proto.set_accounts_healthy(overview.healthy);
  return proto;
}

v1::Check ToProto(const Check& check) {
  v1::Check proto;
  proto.set_target_type(kTargetType);
  proto.set_target_id(check.account_id);
  proto.set_is_healthy(check.healthy);
  proto.set_response_time_ms(Milliseconds(check.response_time));
  proto.set_status(check.status);
  proto.set_error(check.error);
  *proto.mutable_check_time() = ToProto(check.checked_at);
  return proto;
}

}  // namespace signalbox::health
