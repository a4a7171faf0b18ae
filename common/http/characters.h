#pragma once

#include <string>
#include <string_view>

namespace signalbox::http {

/// A character of a method or a field name (RFC 9110 "tchar").
bool IsTokenCharacter(char c);

/// At least one character, all of them token characters.
bool IsToken(std::string_view text);

/// Free of control characters other than the tab: what may stand in a field value.
bool IsFieldValue(std::string_view text);

/// Well-formed UTF-8 without overlong forms or surrogates.
bool IsUtf8(std::string_view text);

/// The value of a hexadecimal digit, or -1.
int HexValue(char c);

/// ASCII only; other bytes stay as they are.
char ToLower(char c);
std::string ToLower(std::string_view text);
bool EqualsIgnoringCase(std::string_view a, std::string_view b);

/// Without spaces and tabs at both ends.
std::string_view Trim(std::string_view text);

}  // namespace signalbox::http
