#include "common/dialect/openai_responses/response_object.h"

#include <algorithm>
#include <array>

#include "common/dialect/extra_fields.h"
#include "common/dialect/openai_responses/request_echo.h"
#include "common/dialect/openai_responses/usage.h"

namespace signalbox::dialect::openai_responses {
namespace {

constexpr std::array<std::string_view, 7> kTiers = {"auto",     "default", "flex",     "scale",
                                                    "priority", "fast",    "ultrafast"};

}  // namespace

ResponseObject::ResponseObject(const llm::v1::Conversation* request) : echo_(EchoOf(request)) {}

// Other providers have other words; what this dialect does not know is the usual service.
void ResponseObject::set_service_tier(std::string_view tier) {
  service_tier_ = std::find(kTiers.begin(), kTiers.end(), tier) == kTiers.end() ? std::string_view("default") : tier;
}

void ResponseObject::Write(const State& state, json::Writer& writer) const {
  ObjectWriter object(writer, echo_);
  writer.Key("id").String(id_).Key("object").String("response").Key("created_at").Int(created_);
  writer.Key("status").String(state.status).Key("error").Null().Key("incomplete_details");
  if (state.incomplete_reason.empty()) {
    writer.Null();
  } else {
    writer.BeginObject().Key("reason").String(state.incomplete_reason).EndObject();
  }
  writer.Key("model").String(model_);
  std::string output("[");
  output += state.output;
  output += ']';
  writer.Key("output").Raw(output);
  writer.Key("service_tier").String(service_tier_);
  if (state.usage != nullptr) {
    writer.Key("usage");
    WriteUsage(*state.usage, writer);
  }
  object.Finish();
}

}  // namespace signalbox::dialect::openai_responses
