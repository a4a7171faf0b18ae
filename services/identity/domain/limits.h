#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>

namespace signalbox::identity {

/// What callers may write into our tables. Each check fails with kInvalidArgument naming `field`.

inline constexpr size_t kMaxNameLength = 128;      ///< Characters (code points) of names, aliases, owners, searches.
inline constexpr size_t kMaxModels = 100;          ///< Per key.
inline constexpr size_t kMaxModelLength = 256;     ///< Characters.
inline constexpr size_t kMaxMetadataEntries = 64;  ///< Per key.
inline constexpr size_t kMaxMetadataName = 64;     ///< Characters.
inline constexpr size_t kMaxMetadataValue = 1024;  ///< Characters.
inline constexpr size_t kMaxKeysPerCall = 500;

/// At most `longest` characters and no control characters.
absl::Status CheckText(std::string_view field, std::string_view text, size_t longest = kMaxNameLength);
absl::Status CheckOptionalText(std::string_view field, const std::optional<std::string>& text);
absl::Status CheckModels(const std::vector<std::string>& models);
absl::Status CheckMetadata(const std::map<std::string, std::string>& metadata);

/// The status of a value that is wrong: "`field`: `message`".
absl::Status WrongField(std::string_view field, std::string_view message);

}  // namespace signalbox::identity
