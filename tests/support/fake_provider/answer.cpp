#include "tests/support/fake_provider/answer.h"

#include <utility>

#include "common/status/error.h"
#include "tests/support/fake_provider/head.h"

namespace signalbox::fake_provider {
namespace {

Plan WholePlan(const Reply& reply, const Script& script) {
  PlanBuilder builder(script, false);
  builder.Head(Head(reply.status, reply.content_type, reply.body.size(), script, reply.headers));
  builder.Chunk(reply.body);
  return builder.Finish();
}

// The error this script asks for before any answer; nullptr when it asks for none.
const ErrorKind* WantedError(const Script& script) {
  if (script.error_after) return nullptr;
  if (!script.error.empty()) return FindError(script.error);
  if (script.status < 400) return nullptr;
  const ErrorKind* usual = ErrorOfStatus(script.status);
  return usual != nullptr ? usual : FindError(script.status < 500 ? "bad_request" : "server_error");
}

Reply ErrorReply(const Dialect& dialect, const ErrorKind& kind) {
  if (!IsHtml(kind)) return dialect.Error(kind, {}, {});
  return {kind.status, HtmlBody(kind), "text/html", {}};
}

Plan StreamPlan(const Dialect& dialect, AnswerWriter& writer, const Script& script) {
  const std::unique_ptr<Framing> framing = writer.MakeFraming();
  PlanBuilder builder(script, true, framing->MakeHalves());
  builder.Head(StreamHead(framing->ContentType(), script, dialect.Headers()));
  const ErrorKind& kind = *FindError(script.error.empty() ? "server_error" : script.error);
  EventStream events(script, builder, *framing, dialect.StreamError(kind));
  if (script.events.empty()) {
    writer.Stream(events);
  } else {
    events.Scripted();
  }
  events.Finish();
  return builder.Finish();
}

// A provider computes the whole answer before it sends the head.
Script PacedAsPlain(const Script& script, int tokens) {
  Script paced = script;
  paced.head += script.first;
  if (tokens > 1) paced.head += script.gap * (tokens - 1);
  paced.first = {};
  return paced;
}

}  // namespace

Plan ReplyPlan(const Dialect& dialect, Reply reply, const Script& script) {
  const ErrorKind* error = WantedError(script);
  reply.headers += dialect.Headers();
  if (error != nullptr && script.body.empty()) reply = ErrorReply(dialect, *error);
  if (!script.body.empty()) reply.body = script.body;
  if (script.status != 0) reply.status = script.status;
  return WholePlan(reply, script);
}

Plan AnswerPlan(const Dialect& dialect, AnswerWriter& writer, bool stream, int tokens, const Script& script) {
  if (WantedError(script) != nullptr || !script.body.empty()) return ReplyPlan(dialect, {}, script);
  if (stream) return StreamPlan(dialect, writer, script);
  Reply reply;
  reply.body = writer.Whole();
  return ReplyPlan(dialect, std::move(reply), PacedAsPlain(script, tokens));
}

Plan RefusalPlan(const Dialect& dialect, std::string_view error, std::string_view message, std::string_view where) {
  return WholePlan(dialect.Error(*FindError(error), message, where), Script{});
}

Plan RefusalPlan(const Dialect& dialect, const absl::Status& invalid) {
  return RefusalPlan(dialect, "bad_request", MessageOf(invalid), ReasonOf(invalid));
}

}  // namespace signalbox::fake_provider
