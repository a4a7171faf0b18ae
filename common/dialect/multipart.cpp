#include "common/dialect/multipart.h"

#include <algorithm>
#include <cctype>

#include "common/status/error.h"
#include "common/status/macros.h"

namespace signalbox::dialect {
namespace {

constexpr std::string_view kCrlf = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kMaxBoundary = 70;
constexpr std::size_t kMaxHead = std::size_t{16} * 1024;
constexpr int kMaxParts = 1'000;

absl::Status NoForm(std::string_view why) {
  return Error(absl::StatusCode::kInvalidArgument, "", "the form cannot be read: " + std::string(why));
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return lower;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The value of a parameter of a header ("; name=\"model\""), without quotes; quoted strings may hold semicolons.
std::optional<std::string> Parameter(std::string_view header, std::string_view wanted) {
  std::size_t at = header.find(';');
  while (at != header.npos && at < header.size()) {
    const std::size_t equals = header.find('=', at + 1);
    if (equals == header.npos) return std::nullopt;
    const std::string name = Lower(Trim(header.substr(at + 1, equals - at - 1)));
    std::string value;
    std::size_t i = equals + 1;
    if (i < header.size() && header[i] == '"') {
      for (++i; i < header.size() && header[i] != '"'; ++i) {
        if (header[i] == '\\' && i + 1 < header.size()) ++i;
        value += header[i];
      }
    } else {
      value = Trim(header.substr(i, header.find(';', i) - i));
    }
    if (name == wanted) return value;
    at = header.find(';', i);
  }
  return std::nullopt;
}

/// What the head of a part says of it.
struct PartName {
  std::string name;
  bool file = false;
};

PartName NameOf(std::string_view head) {
  constexpr std::string_view kDisposition = "content-disposition:";
  while (!head.empty()) {
    const std::size_t end = std::min(head.find(kCrlf), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + kCrlf.size(), head.size()));
    if (!Lower(line.substr(0, kDisposition.size())).starts_with(kDisposition)) continue;
    return {Parameter(line, "name").value_or(""), Parameter(line, "filename") || Parameter(line, "filename*")};
  }
  return {};
}

/// Goes through the parts of a form.
class Parts {
 public:
  Parts(std::string_view body, std::string_view boundary) : body_(body), delimiter_("\r\n--") {
    delimiter_ += boundary;
  }

  /// To behind the first boundary. A preamble is refused: nobody writes one, and readers differ in what they make of
  /// it.
  absl::Status Begin() {
    const std::string_view first = std::string_view(delimiter_).substr(kCrlf.size());
    if (!body_.starts_with(first)) return NoForm("it does not begin with the boundary");
    at_ = first.size();
    return absl::OkStatus();
  }

  bool AtEnd() const { return body_.substr(at_).starts_with("--"); }

  /// Reads the next part. Not at the end.
  absl::Status Next(std::string_view& head, FormField& content) {
    const std::size_t line_end = body_.find(kCrlf, at_);
    if (line_end == body_.npos) return NoForm("a part has no head");
    // A head of no lines ends at once.
    const std::size_t head_end = body_.find(kHeadEnd, line_end);
    if (head_end == body_.npos || head_end - line_end > kMaxHead) return NoForm("a part has no head, or a huge one");
    head = head_end == line_end ? std::string_view() : body_.substr(line_end + 2, head_end - line_end - 2);
    content.begin = head_end + kHeadEnd.size();
    // An empty content: the line end before the boundary is the one that ends the head.
    content.end = body_.find(delimiter_, content.begin - kCrlf.size());
    if (content.end == body_.npos) return NoForm("the closing boundary is missing");
    at_ = content.end + delimiter_.size();
    content.end = std::max(content.end, content.begin);
    return absl::OkStatus();
  }

 private:
  const std::string_view body_;
  std::string delimiter_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::string> BoundaryOf(std::string_view content_type) {
  const std::string_view type = Trim(content_type.substr(0, content_type.find(';')));
  if (Lower(type) != "multipart/form-data") return std::nullopt;
  std::optional<std::string> boundary = Parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > kMaxBoundary) return std::nullopt;
  if (boundary->find_first_of("\"\\\r\n") != boundary->npos) return std::nullopt;
  return boundary;
}

absl::StatusOr<std::optional<FormField>> FindFormField(std::string_view body, std::string_view boundary,
                                                       std::string_view name) {
  Parts parts(body, boundary);
  RETURN_IF_ERROR(parts.Begin());
  std::optional<FormField> found;
  for (int count = 0; !parts.AtEnd(); ++count) {
    if (count == kMaxParts) return NoForm("it has too many parts");
    std::string_view head;
    FormField content;
    RETURN_IF_ERROR(parts.Next(head, content));
    const PartName part = NameOf(head);
    if (part.name != name) continue;
    if (found || part.file) return NoForm(std::string(name) + (found ? " is given twice" : " is a file"));
    found = content;
  }
  return found;
}

}  // namespace signalbox::dialect
