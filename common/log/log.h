#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace signalbox::log {

enum class Level { kDebug, kInfo, kWarn, kError };

/// A named value of a log line. The views must live for the duration of the call.
struct Field {
  using Value = std::variant<std::string_view, std::int64_t, double, bool>;

  Field(std::string_view name, std::string_view value) : name(name), value(value) {}
  Field(std::string_view name, const std::string& value) : name(name), value(std::string_view(value)) {}
  Field(std::string_view name, const char* value) : name(name), value(std::string_view(value)) {}
  Field(std::string_view name, bool value) : name(name), value(value) {}
  Field(std::string_view name, double value) : name(name), value(value) {}
  Field(std::string_view name, int value) : name(name), value(static_cast<std::int64_t>(value)) {}
  Field(std::string_view name, std::int64_t value) : name(name), value(value) {}

  std::string_view name;
  Value value;
};

/// Writes one JSON object on one line to standard error: time, level, message, then the fields. Never pass a prompt, an
/// answer or a secret. Any thread; does not wait for the disk (a bounded queue drops the oldest lines under pressure).
void Write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

inline void Debug(std::string_view message, std::initializer_list<Field> fields = {}) {
  Write(Level::kDebug, message, fields);
}
inline void Info(std::string_view message, std::initializer_list<Field> fields = {}) {
  Write(Level::kInfo, message, fields);
}
inline void Warn(std::string_view message, std::initializer_list<Field> fields = {}) {
  Write(Level::kWarn, message, fields);
}
inline void Error(std::string_view message, std::initializer_list<Field> fields = {}) {
  Write(Level::kError, message, fields);
}

/// Lines below `level` are dropped. Call before other threads start.
void SetLevel(Level level);

/// Writes out what is queued; called once, before the process ends.
void Flush();

}  // namespace signalbox::log
