#include "tests/support/fake_provider/recorder.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <nlohmann/json.hpp>

#include "tests/support/fake_provider/body_hash.h"
#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {
namespace {

constexpr std::size_t kMaxRecords = 1'000;
constexpr std::size_t kMaxBody = 64 * 1024;
constexpr std::size_t kMaxChunkTimes = 4'096;

nlohmann::json OrNull(const std::optional<std::int64_t>& value) {
  return value ? nlohmann::json(*value) : nlohmann::json();
}

}  // namespace

std::int64_t NowMicros() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

void Record::AddChunks(int count, std::int64_t now_us) {
  chunks += count;
  const std::size_t size = chunk_us.size() + static_cast<std::size_t>(count);
  chunk_us.resize(std::min(size, kMaxChunkTimes), now_us);
}

std::string ToJson(const Record& record) {
  nlohmann::json headers = nlohmann::json::array();
  for (const auto& [name, value] : record.headers) headers.push_back({name, value});
  const nlohmann::json json = {{"id", record.id},
                               {"connection", record.connection},
                               {"method", record.method},
                               {"target", record.target},
                               {"model", record.model},
                               {"headers", headers},
                               {"body", record.body},
                               {"body_bytes", record.body_bytes},
                               {"body_hash", record.body_hash},
                               {"arrived_us", record.arrived_us},
                               {"head_us", OrNull(record.head_us)},
                               {"chunk_us", record.chunk_us},
                               {"chunks", record.chunks},
                               {"finished_us", OrNull(record.finished_us)},
                               {"closed_us", OrNull(record.closed_us)}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool Reached(const Record& record, std::string_view event) {
  if (event == "arrived") return true;
  if (event == "head") return record.head_us.has_value();
  if (event == "finished") return record.finished_us.has_value();
  if (event == "closed") return record.closed_us.has_value();
  int chunks = 0;
  if (!event.starts_with("chunk:")) return false;
  event.remove_prefix(6);
  const auto parsed = std::from_chars(event.data(), event.data() + event.size(), chunks);
  return parsed.ec == std::errc() && record.chunks >= chunks;
}

std::shared_ptr<Record> Recorder::Begin(std::uint64_t connection, const HttpRequest& request, std::string model) {
  if (!enabled_) return nullptr;
  auto record = std::make_shared<Record>();
  record->id = ++last_id_;
  record->connection = connection;
  record->method = request.method;
  record->target = request.target;
  record->model = std::move(model);
  for (const auto& [name, value] : request.headers) record->headers.emplace_back(name, value);
  record->body = request.body.substr(0, kMaxBody);
  record->body_bytes = request.body.size();
  record->body_hash = BodyHash(request.body);
  record->arrived_us = NowMicros();
  records_.push_back(record);
  if (records_.size() > kMaxRecords) records_.pop_front();
  listener_();
  return record;
}

std::vector<std::shared_ptr<Record>> Recorder::Of(std::string_view model) const {
  std::vector<std::shared_ptr<Record>> found;
  for (const auto& record : records_) {
    if (model.empty() || record->model == model || SplitModel(record->model).first == model) found.push_back(record);
  }
  return found;
}

}  // namespace signalbox::fake_provider
