#include "gateway/config.h"

#include "common/status/macros.h"

namespace signalbox::gateway {
namespace {

using std::chrono::milliseconds;

void GetCount(config::Reader& reader, std::string_view key, std::size_t& target, std::int64_t least,
              std::int64_t most) {
  auto count = static_cast<std::int64_t>(target);
  reader.Get(key, count, least, most);
  target = static_cast<std::size_t>(count);
}

void ReadServer(config::Reader& reader, http::ServerOptions& server) {
  int port = server.port;
  reader.Get("address", server.address);
  reader.Get("port", port, 0, 65'535);
  reader.Get("threads", server.threads, 1, 64);
  GetCount(reader, "max_connections", server.max_connections, 1, 1'000'000);
  server.port = static_cast<std::uint16_t>(port);
}

void ReadAuth(config::Reader& reader, KeyCacheOptions& keys) {
  GetCount(reader, "cache_size", keys.max_callers, 0, 10'000'000);
  GetCount(reader, "refusal_cache_size", keys.max_refusals, 0, 1'000'000);
  reader.Get("refusal_ttl", keys.refusal_ttl, milliseconds(0), milliseconds(60'000));
  reader.Get("max_stale", keys.max_stale, milliseconds(0), milliseconds(3'600'000));
}

void ReadOutbox(config::Reader& reader, OutboxOptions& outbox) {
  reader.Get("path", outbox.path);
  GetCount(reader, "max_entries", outbox.max_entries, 1, 100'000'000);
  reader.Get("batch_size", outbox.batch_size, 1, 1'000);
  reader.Get("linger", outbox.linger, milliseconds(0), milliseconds(10'000));
  reader.Get("durable_full", outbox.durable_full);
}

}  // namespace

absl::StatusOr<Options> Options::Read(config::Reader section) {
  Options options;
  section.GetMap("server", [&](config::Reader& reader) { ReadServer(reader, options.server); });
  section.GetMap("auth", [&](config::Reader& reader) { ReadAuth(reader, options.keys); });
  section.GetMap("outbox", [&](config::Reader& reader) { ReadOutbox(reader, options.outbox); });
  section.Get("keep_alive", options.keep_alive, milliseconds(1'000), milliseconds(300'000));
  section.Get("model_prefix", options.model_prefix);
  if (options.model_prefix.find('/') != std::string::npos) {
    section.Fail("model_prefix", "must not hold a slash: the one after it is implied");
  }
  RETURN_IF_ERROR(section.Done());
  return options;
}

}  // namespace signalbox::gateway
