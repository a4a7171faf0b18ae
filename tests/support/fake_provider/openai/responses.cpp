#include "tests/support/fake_provider/openai/responses.h"

#include "tests/support/fake_provider/openai/post.h"
#include "tests/support/fake_provider/openai/responses_request.h"
#include "tests/support/fake_provider/openai/responses_writer.h"

namespace signalbox::fake_provider::openai {
namespace {

// A stream's errors are events of a type and a number of their own here.
class ResponsesDialect : public Dialect {
 public:
  ResponsesDialect(const Dialect& base, int error_number) : base_(base), error_number_(error_number) {}

  std::string Headers() const override { return base_.Headers(); }
  Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const override {
    return base_.Error(kind, message, where);
  }
  EventStream::ErrorEvent StreamError(const ErrorKind& kind) const override {
    return {"error", ResponsesErrorEvent(kind, error_number_)};
  }

 private:
  const Dialect& base_;
  int error_number_;
};

}  // namespace

Plan AnswerResponses(const Dialect& dialect, Visit& visit, const std::string& deployment) {
  json::Document document;
  const auto post = JsonPost::Read(visit, deployment, document);
  if (!post.ok()) return RefusalPlan(dialect, post.status());
  const Script& script = post->script();
  const absl::Status checked = script.strict ? CheckResponsesRequest(post->root()) : absl::OkStatus();
  if (!checked.ok()) return RefusalPlan(dialect, checked);
  Call call = ReadResponsesCall(post->root());
  call.model = post->model();
  Ids ids(script.fixed_ids);
  const Content content = MakeContent(script, call, "call_", ids);
  ResponsesWriter writer(post->root(), call, content, script, ids);
  const ResponsesDialect events(dialect, script.error_after.value_or(0));
  return AnswerPlan(events, writer, call.stream, content.CompletionTokens(), script);
}

}  // namespace signalbox::fake_provider::openai
