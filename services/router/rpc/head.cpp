#include "services/router/rpc/head.h"

#include <utility>

namespace signalbox::router {

void AddHeader(v1::Head& head, std::string name, std::string value) {
  v1::Header& header = *head.add_headers();
  header.set_name(std::move(name));
  header.set_value(std::move(value));
}

void AddTargetHeaders(v1::Head& head, const std::string& deployment, int attempts,
                      const std::string& upstream_request_id) {
  AddHeader(head, "x-signalbox-deployment", deployment);
  AddHeader(head, "x-signalbox-attempts", std::to_string(attempts));
  if (!upstream_request_id.empty()) AddHeader(head, "x-signalbox-upstream-request-id", upstream_request_id);
}

void AddAnswerHeaders(v1::Head& head, const Attempt& attempt) {
  AddHeader(head, "content-type", std::string(attempt.reader()->content_type()));
  dialect::Losses losses = attempt.losses();
  for (const std::string& path : attempt.reader()->losses().paths()) losses.Add(path);
  if (!losses.empty()) AddHeader(head, "x-signalbox-losses", losses.Header());
}

}  // namespace signalbox::router
