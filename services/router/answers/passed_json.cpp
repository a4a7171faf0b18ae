#include "services/router/answers/passed_json.h"

#include <utility>

#include "common/dialect/splice.h"
#include "common/json/document.h"
#include "common/json/writer.h"
#include "common/status/macros.h"
#include "services/router/answers/loose_usage.h"

namespace signalbox::router {

absl::Status PassedJson::ReadBody(const std::string& body, std::string& out) {
  json::Document document;
  RETURN_IF_ERROR(document.Read(body));
  dialect::Splice splice(body);
  if (document.root().IsObject()) {
    if (const auto usage = document.root().Find("usage")) usage_ = ReadLooseUsage(*usage);
    if (const auto model = document.root().Find("model"); model && model->IsString()) {
      std::string quoted;
      json::AppendString(quoted, options_.public_model);
      splice.Replace(*model, std::move(quoted));
    }
  }
  splice.ApplyTo(out);
  return absl::OkStatus();
}

}  // namespace signalbox::router
