#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/status/status.h>
#include <google/protobuf/message.h>

namespace signalbox::protojson {

/// JSON in this product's conventions (see README.md here), steered by the field options of http/v1.
///
/// Snake_case names or the option's; int64 as numbers; money fields as decimal USD; timestamps as RFC 3339 in UTC;
/// unset optionals and messages as null; repeated fields as arrays even when empty; maps as objects; enums in lower
/// case; bytes as base64. Everything here is stateless: any thread.
std::string ToJson(const google::protobuf::Message& message);

/// The JSON of one field alone (Rule.response_body): "[]" for an empty list. `field` must exist.
std::string FieldToJson(const google::protobuf::Message& message, std::string_view field);

/// Fills `message` from a JSON object. Accepts the proto name, the JSON name and the aliases of a field; a single value
/// where a list is expected; numbers written as strings; money as a JSON number or decimal string of at most nine
/// decimals. null means unset. Errors: kInvalidArgument naming the path ("keys[2]: expected a string"), the unknown
/// field and a near one if there is, the field given twice, or the place of a syntax error. Nesting is bounded to 64.
absl::Status FromJson(std::string_view json, google::protobuf::Message& message);

/// Sets fields from path parameters and a query string ("limit=10&search=a%20b"; a repeated name fills a list), with
/// the same names, conversions and errors.
absl::Status FromParameters(const std::vector<std::pair<std::string, std::string>>& parameters,
                            google::protobuf::Message& message);

}  // namespace signalbox::protojson
