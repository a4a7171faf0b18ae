#include "tests/support/fake_provider/control_client.h"

#include <stdexcept>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace signalbox::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Json = nlohmann::json;

RecordedRequest::Time ToTime(const Json& micros) {
  return RecordedRequest::Time(std::chrono::microseconds(micros.get<std::int64_t>()));
}

std::optional<RecordedRequest::Time> ToOptionalTime(const Json& micros) {
  return micros.is_null() ? std::nullopt : std::optional(ToTime(micros));
}

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return text;
}

RecordedRequest FromJson(const Json& json) {
  RecordedRequest record;
  record.id = json.at("id");
  record.connection = json.at("connection");
  record.method = json.at("method");
  record.target = json.at("target");
  record.model = json.at("model");
  for (const Json& header : json.at("headers")) record.headers.emplace(Lower(header.at(0)), header.at(1));
  record.body = json.at("body");
  record.body_bytes = json.at("body_bytes");
  record.body_hash = json.at("body_hash");
  record.arrived = ToTime(json.at("arrived_us"));
  record.head = ToOptionalTime(json.at("head_us"));
  for (const Json& time : json.at("chunk_us")) record.chunk_times.push_back(ToTime(time));
  record.chunks = json.at("chunks");
  record.finished = ToOptionalTime(json.at("finished_us"));
  record.closed = ToOptionalTime(json.at("closed_us"));
  return record;
}

}  // namespace

ControlClient::Answer ControlClient::Send(std::string_view method, std::string_view target,
                                          std::string_view body) const {
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect({asio::ip::address_v4::loopback(), port_});
  http::request<http::string_body> request;
  request.version(11);
  request.method_string({method.data(), method.size()});
  request.target({target.data(), target.size()});
  request.set(http::field::host, fmt::format("127.0.0.1:{}", port_));
  request.body() = body;
  request.prepare_payload();
  http::write(socket, request);
  boost::beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(boost::none);
  http::read(socket, buffer, parser);
  return {static_cast<int>(parser.get().result_int()), parser.get().body()};
}

std::string ControlClient::Expect(std::string_view method, std::string_view target, std::string_view body) const {
  Answer answer = Send(method, target, body);
  if (answer.status != 200) {
    throw std::runtime_error(fmt::format("{} {}: {} {}", method, target, answer.status, answer.body));
  }
  return std::move(answer.body);
}

RecordedRequest ParseRecord(std::string_view json) {
  return FromJson(Json::parse(json));
}

std::vector<RecordedRequest> ParseRecords(std::string_view json) {
  std::vector<RecordedRequest> records;
  for (const Json& record : Json::parse(json)) records.push_back(FromJson(record));
  return records;
}

}  // namespace signalbox::test
