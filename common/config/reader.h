#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

namespace signalbox::config {

struct Source;

/// Reads one map of the configuration into a plain struct, key by key, and refuses what nobody asked for.
///
///   config::Reader reader = file.Section("billing");
///   reader.Get("rate_card", options.rate_card);
///   reader.Get("batch_size", options.batch_size, 1, 1000);
///   RETURN_IF_ERROR(reader.Done());
///
/// Every getter leaves the target alone when the key is absent, so the struct's initialisers are the defaults. A value
/// in the environment wins over the file: the key a.b.c is read from SIGNALBOX_A_B_C. Errors collect until Done(),
/// which names each by its path. `${VAR}` and `${VAR:-default}` in values are expanded. One thread.
class Reader {
 public:
  void Get(std::string_view key, std::string& target);
  void Get(std::string_view key, bool& target);
  void Get(std::string_view key, int& target, int least, int most);
  void Get(std::string_view key, std::int64_t& target, std::int64_t least, std::int64_t most);
  void Get(std::string_view key, double& target, double least, double most);
  void Get(std::string_view key, std::vector<std::string>& target);  ///< A single value is a list of one.

  /// A duration written "250ms", "30s", "5m" or "1h".
  void Get(std::string_view key, std::chrono::milliseconds& target, std::chrono::milliseconds least,
           std::chrono::milliseconds most);

  /// Like Get for a string, but --print-config shows "***" instead of the value.
  void GetSecret(std::string_view key, std::string& target);

  /// Reads a map of single values; its names are the caller's to check. Absent leaves the target alone.
  void GetTexts(std::string_view key, std::map<std::string, std::string>& target);

  /// Reads a nested map; absent is an empty one.
  void GetMap(std::string_view key, const std::function<void(Reader&)>& read);

  /// Reads a list of maps, in order.
  void GetEach(std::string_view key, const std::function<void(Reader&)>& read);

  /// Reads a map of maps: `read` gets each name and its map, in the file's order.
  void GetNamed(std::string_view key, const std::function<void(const std::string& name, Reader&)>& read);

  /// Adds an error at `key`, for rules between values.
  void Fail(std::string_view key, std::string_view message);

  /// Errors: kInvalidArgument listing every wrong value, missing variable and unknown key, each with its path.
  absl::Status Done();

  Reader(std::shared_ptr<Source> source, std::string path, const void* yaml_node);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A configuration file with the environment over it. One thread.
class File {
 public:
  /// Reads `path`, and the file `.env` in the same folder if there is one (the real environment wins over it).
  /// An empty `path` is an empty file. Errors: kNotFound, kInvalidArgument with line and column.
  static absl::StatusOr<File> Load(const std::string& path);

  /// The same from a text, for tests; no `.env`.
  static absl::StatusOr<File> Parse(const std::string& yaml);

  /// The top-level map of that name, empty when absent. Asking marks the section as known.
  Reader Section(std::string_view name);

  /// Errors: kInvalidArgument naming the top-level sections that nobody asked for.
  absl::Status CheckUnknownSections() const;

  /// Every value that was read so far, one `path: value` a line, secrets as "***".
  std::string Print() const;

 private:
  explicit File(std::shared_ptr<Source> source) : source_(std::move(source)) {}
  std::shared_ptr<Source> source_;
};

}  // namespace signalbox::config
