#include "services/router/rpc/refusals.h"

#include <string>

#include "common/status/error.h"

namespace signalbox::router {
namespace {

using Code = absl::StatusCode;

constexpr std::size_t kMaxListed = 512;  // Bytes of what the caller wrote itself.

std::string Quoted(std::string_view name) {
  std::string text = "\"";
  text += name.substr(0, kMaxListed);
  text += '"';
  return text;
}

std::string Listed(const std::vector<std::string>& tags) {
  std::string list;
  for (const std::string& tag : tags) {
    if (list.size() + tag.size() > kMaxListed) return list + ", ...";
    if (!list.empty()) list += ", ";
    list += tag;
  }
  return list;
}

absl::Status TooLong(const std::string& model, const RouteQuery& query) {
  std::string message = "The request is too long for the model " + model + ": about ";
  message += std::to_string(query.input_tokens);
  message += " tokens of input";
  if (query.output_tokens > 0) message += " and up to " + std::to_string(query.output_tokens) + " of output";
  message += " do not fit into its context window.";
  return Error(Code::kInvalidArgument, "CONTEXT_LENGTH_EXCEEDED", message);
}

absl::Status WrongTags(const std::string& model, const RouteQuery& query) {
  std::string message = "The model " + model;
  message += query.tags.empty() ? " is not served without tags." : " is not served with the tags: ";
  if (!query.tags.empty()) message += Listed(query.tags);
  return Error(Code::kInvalidArgument, "TAGS_NOT_SERVED", message);
}

}  // namespace

absl::Status ModelNotFound(std::string_view model) {
  std::string message = "The model \"";
  message += model;
  message += "\" does not exist or you do not have access to it.";
  return Error(Code::kNotFound, "MODEL_NOT_FOUND", message);
}

absl::Status NobodyAsked(std::string_view model, Nobody why, const RouteQuery& query) {
  const std::string name = Quoted(model);
  switch (why) {
    case Nobody::kTooLong:
      return TooLong(name, query);
    case Nobody::kTags:
      return WrongTags(name, query);
    case Nobody::kNotPinned:
      return Error(Code::kInvalidArgument, "DEPLOYMENT_NOT_SERVED",
                   "The model " + name + " has no deployment " + Quoted(query.pinned) + '.');
    case Nobody::kNotServed:
      break;
  }
  return Error(Code::kUnavailable, "MODEL_UNAVAILABLE", "The model " + name + " takes no requests at the moment.");
}

}  // namespace signalbox::router
