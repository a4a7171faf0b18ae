#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace signalbox::json {

/// Appends `text` to `out` as a JSON string with its quotes. Invalid UTF-8 becomes U+FFFD.
void AppendString(std::string& out, std::string_view text);

/// Appends the shortest decimal that reads back as `value`; NaN and infinities become null.
void AppendNumber(std::string& out, double value);

/// Writes objects and arrays without a tree; commas are its business. Nesting must match: it is checked by assert.
///
///   Writer w;
///   w.BeginObject().Key("a").Int(1).Key("b").String("x").EndObject();
class Writer {
 public:
  /// Expects about so many bytes. Short texts need no such help.
  void Expect(std::size_t bytes);

  Writer& BeginObject();
  Writer& EndObject();
  Writer& BeginArray();
  Writer& EndArray();
  Writer& Key(std::string_view name);
  Writer& String(std::string_view text);
  Writer& Int(std::int64_t value);
  Writer& Number(double value);
  Writer& Bool(bool value);
  Writer& Null();
  Writer& Raw(std::string_view json);  ///< Something that is JSON already.

  const std::string& text() const { return out_; }
  std::string Take() { return std::move(out_); }

 private:
  void BeforeValue();
  Writer& Begin(char bracket);
  Writer& End(char bracket);

  std::string out_;
  std::string open_;  // Brackets not yet closed.
  bool comma_ = false;
};

}  // namespace signalbox::json
