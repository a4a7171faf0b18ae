#include "common/log/log.h"

#include <memory>

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "common/json/writer.h"

namespace signalbox::log {
namespace {

constexpr std::size_t kQueueLines = 8192;

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarn:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

std::shared_ptr<spdlog::async_logger> NewLogger() {
  spdlog::init_thread_pool(kQueueLines, 1);
  auto logger =
      std::make_shared<spdlog::async_logger>("signalbox", std::make_shared<spdlog::sinks::stderr_sink_mt>(),
                                             spdlog::thread_pool(), spdlog::async_overflow_policy::overrun_oldest);
  // The message is the rest of a JSON object that the pattern opens.
  logger->set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l",%v)", spdlog::pattern_time_type::utc);
  return logger;
}

spdlog::async_logger& Logger() {
  static const std::shared_ptr<spdlog::async_logger> logger = NewLogger();
  return *logger;
}

void AppendValue(json::Writer& writer, const Field::Value& value) {
  std::visit(
      [&](const auto& held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, std::string_view>) {
          writer.String(held);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          writer.Int(held);
        } else if constexpr (std::is_same_v<T, double>) {
          writer.Number(held);
        } else {
          writer.Bool(held);
        }
      },
      value);
}

}  // namespace

void Write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  spdlog::async_logger& logger = Logger();
  if (!logger.should_log(ToSpdlog(level))) return;
  json::Writer writer;
  writer.BeginObject().Key("message").String(message);
  for (const Field& field : fields) {
    writer.Key(field.name);
    AppendValue(writer, field.value);
  }
  writer.EndObject();
  const std::string& text = writer.text();
  logger.log(ToSpdlog(level), spdlog::string_view_t(text.data() + 1, text.size() - 1));
}

void SetLevel(Level level) {
  Logger().set_level(ToSpdlog(level));
}

void Flush() {
  Logger().flush();
  spdlog::shutdown();
}

}  // namespace signalbox::log
