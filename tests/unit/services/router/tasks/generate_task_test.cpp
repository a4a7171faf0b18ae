#include "services/router/tasks/generate_task.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

/// A provider that speaks one dialect.
class OneDialect final : public ProviderApi {
 public:
  explicit OneDialect(llm::v1::Dialect dialect) : dialect_(dialect) {}

  absl::StatusOr<llm::v1::Dialect> DialectFor(const Provider&, const Question&) const override { return dialect_; }
  absl::StatusOr<ProviderCall> Call(const Provider&, const Account&, Written, std::string_view,
                                    TimePoint) const override {
    return ProviderCall();
  }
  absl::StatusOr<ProviderCall> Probe(const Provider&, const Account&, std::string_view, TimePoint) const override {
    return ProviderCall();
  }

 private:
  const llm::v1::Dialect dialect_;
};

TEST(GenerateTask, AsksTheSameWhenTheBodyIsGoneOnceItWasReadWhole) {
  const OneDialect api(llm::v1::ANTHROPIC_MESSAGES);
  Endpoint endpoint;
  endpoint.api = &api;
  RoutedDeployment deployment;
  deployment.upstream_model = "claude-sonnet-4-5";
  const Target target{&deployment, &endpoint};
  v1::GenerateRequest request;
  request.set_dialect(llm::v1::OPENAI_CHAT);
  request.set_body(R"({"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":"你好"}]})");
  GenerateTask kept(request);
  const auto with_body = kept.Ask(target);
  ASSERT_TRUE(with_body.ok()) << with_body.status();

  GenerateTask task(request);
  ASSERT_TRUE(task.ReadWhole());
  request.clear_body();
  const auto without_body = task.Ask(target);

  ASSERT_TRUE(without_body.ok()) << without_body.status();
  EXPECT_EQ(without_body->written.body, with_body->written.body);
  ASSERT_TRUE(task.NewTurns());
  EXPECT_EQ(task.NewTurns()->turns.size(), 1U);
}

TEST(GenerateTask, ABodyThatCannotBeReadIsNotReadWhole) {
  v1::GenerateRequest request;
  request.set_dialect(llm::v1::OPENAI_CHAT);
  request.set_body(R"({"model":"m","messages":7})");

  EXPECT_FALSE(GenerateTask(request).ReadWhole());
}

}  // namespace
}  // namespace signalbox::router
