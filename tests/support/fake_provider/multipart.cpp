#include "tests/support/fake_provider/multipart.h"

#include <algorithm>

namespace signalbox::fake_provider {
namespace {

// The value of `name=` in a header, with or without quotes.
std::string_view Parameter(std::string_view header, std::string_view name) {
  std::size_t at = 0;
  while ((at = header.find(name, at)) != std::string_view::npos) {
    const bool whole = at > 0 && (header[at - 1] == ' ' || header[at - 1] == ';');
    at += name.size();
    if (whole && header.substr(at).starts_with('=')) break;
  }
  if (at == std::string_view::npos) return {};
  std::string_view value = header.substr(at + 1);
  if (!value.starts_with('"')) return value.substr(0, value.find(';'));
  value.remove_prefix(1);
  return value.substr(0, value.find('"'));
}

std::optional<FormPart> ParsePart(std::string_view part) {
  const std::size_t end = part.find("\r\n\r\n");
  if (!part.starts_with("\r\n") || !part.ends_with("\r\n") || end == std::string_view::npos) return std::nullopt;
  const std::string_view head = part.substr(0, end);
  const std::string_view disposition = head.substr(0, head.find("\r\n", 2));
  FormPart parsed{Parameter(disposition, "name"), Parameter(disposition, "filename"), part.substr(end + 4)};
  parsed.body.remove_suffix(2);
  return parsed.name.empty() ? std::nullopt : std::optional(parsed);
}

}  // namespace

std::optional<std::vector<FormPart>> ParseForm(std::string_view content_type, std::string_view body) {
  if (!content_type.starts_with("multipart/form-data")) return std::nullopt;
  const std::string boundary = "--" + std::string(Parameter(content_type, "boundary"));
  if (boundary.size() == 2 || !body.starts_with(boundary)) return std::nullopt;
  std::vector<FormPart> form;
  body.remove_prefix(boundary.size());
  while (!body.starts_with("--")) {
    const std::size_t next = body.find("\r\n" + boundary);
    if (next == std::string_view::npos) return std::nullopt;
    const auto part = ParsePart(body.substr(0, next + 2));
    if (!part) return std::nullopt;
    form.push_back(*part);
    body.remove_prefix(next + 2 + boundary.size());
  }
  return form;
}

const FormPart* FindPart(const std::vector<FormPart>& form, std::string_view name) {
  const auto found = std::find_if(form.begin(), form.end(), [name](const FormPart& part) { return part.name == name; });
  return found == form.end() ? nullptr : &*found;
}

}  // namespace signalbox::fake_provider
