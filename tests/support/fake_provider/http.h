#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox::fake_provider {

/// One request, valid while its handler runs.
struct HttpRequest {
  std::string_view method;
  std::string_view target;  ///< Path and query.
  std::vector<std::pair<std::string_view, std::string_view>> headers;
  std::string_view body;

  std::string_view Path() const { return target.substr(0, target.find('?')); }
  std::string_view Header(std::string_view lower_case_name) const;  ///< First value, or empty.
  std::string_view Bearer() const;                                  ///< Of `authorization`, or empty.
  std::string Query(std::string_view name) const;                   ///< Decoded; empty when absent.
};

/// A value of `a=1&b=2`, decoded; empty when absent.
std::string FormValue(std::string_view form, std::string_view name);

/// A segment of a path without its escapes; '+' stays.
std::string DecodeSegment(std::string_view text);

}  // namespace signalbox::fake_provider
