#pragma once

#include <string>

#include <absl/status/statusor.h>

namespace signalbox::gateway {

/// Holds a file for this process alone until it is destroyed or the process ends in any way.
///
/// Uses flock, which is independent of the fcntl locks SQLite takes on the same file. Destroy it only after every
/// SQLite connection to the file is closed: closing any descriptor of a file drops the process's fcntl locks on it.
class FileLock {
 public:
  /// Creates the file with mode 0600 when it is absent.
  /// Errors: kUnavailable naming the path, when another holder has it or it cannot be opened for writing.
  static absl::StatusOr<FileLock> Take(const std::string& path);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace signalbox::gateway
