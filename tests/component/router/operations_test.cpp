#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/dialect/openai_embeddings/response.h"
#include "common/status/error.h"
#include "tests/component/router/speakers.h"

namespace signalbox::router {
namespace {

using ::testing::HasSubstr;
namespace openai_embeddings = dialect::openai_embeddings;

/// What callers ask besides the next turn.
class Operations : public ::testing::Test {
 protected:
  RouterService& Serve(const std::vector<std::string>& kinds, std::string_view upstream_model) {
    service_ = std::make_unique<RouterService>(database_, ProvidersOfKinds(demo_, kinds, upstream_model));
    return *service_;
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::unique_ptr<RouterService> service_;
};

v1::GenerateRequest Counting(std::string_view extra_fields = "") {
  v1::GenerateRequest request = Asking(llm::v1::ANTHROPIC_MESSAGES, false);
  request.set_operation(llm::v1::COUNT_TOKENS);
  std::string body = R"({"model":"m","messages":[{"role":"user","content":"To the sea"}])";
  body += extra_fields;
  body += '}';
  request.set_body(std::move(body));
  return request;
}

TEST_F(Operations, TokensAreCountedByAProviderOfTheSameDialect) {
  RouterService& router = Serve({"openai", "anthropic"}, "up;prompt=17");

  const auto answer = router.Generate(Counting());

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  EXPECT_THAT(answer->data(), HasSubstr(R"("input_tokens":17)"));
  EXPECT_EQ(answer->Header("x-signalbox-estimated"), "");
  EXPECT_EQ(demo_.Requests("up").at(0).target, "/v1/messages/count_tokens");
  EXPECT_FALSE(answer->tail().attempts(0).has_usage());
}

TEST_F(Operations, TokensAreCountedHereForAProviderOfAnother) {
  RouterService& router = Serve({"openai"}, "gpt-4o");

  const auto answer = router.Generate(Counting());

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_EQ(answer->data(), R"({"input_tokens":10})");
  EXPECT_EQ(answer->Header("x-signalbox-estimated"), "");
  EXPECT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
  EXPECT_EQ(answer->tail().attempts_size(), 0);
  EXPECT_TRUE(demo_.Requests().empty());
}

TEST_F(Operations, GoogleCountsForItsOwnCallers) {
  RouterService& router = Serve({"gemini"}, "up;prompt=17");
  v1::GenerateRequest request = Asking(llm::v1::GEMINI, false);
  request.set_operation(llm::v1::COUNT_TOKENS);

  const auto answer = router.Generate(std::move(request));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  EXPECT_THAT(answer->data(), HasSubstr("17"));
}

TEST_F(Operations, ACountThatIsNotExactSaysSo) {
  RouterService& router = Serve({"openai"}, "gpt-4o");

  const auto answer = router.Generate(Counting(R"(,"tools":[{"name":"find","input_schema":{"type":"object"}}])"));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->Header("x-signalbox-estimated"), "true");
}

TEST_F(Operations, ACountOfWhatCannotBeReadIsInvalid) {
  RouterService& router = Serve({"openai"}, "gpt-4o");
  v1::GenerateRequest request = Counting();
  request.set_body("{");

  EXPECT_EQ(router.Generate(std::move(request))->Done().code(), absl::StatusCode::kInvalidArgument);
}

v1::GenerateRequest Embedding(std::string_view fields = "") {
  v1::GenerateRequest request = Asking(llm::v1::OPENAI_CHAT, false);
  request.set_operation(llm::v1::EMBED);
  std::string body = R"({"model":"m","input":["To the sea","and back"])";
  body += fields;
  body += '}';
  request.set_body(std::move(body));
  return request;
}

TEST_F(Operations, VectorsArePassedOn) {
  RouterService& router = Serve({"openai"}, "up;dimensions=4;prompt=5");

  const auto answer = router.Generate(Embedding());

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  EXPECT_EQ(demo_.Requests("up").at(0).target, "/v1/embeddings");
  const auto vectors = openai_embeddings::DecodeEmbedResponse(answer->data());
  ASSERT_TRUE(vectors.ok()) << answer->data();
  EXPECT_EQ(vectors->model(), "m");
  ASSERT_EQ(vectors->vectors_size(), 2);
  EXPECT_EQ(vectors->vectors(0).values_size(), 4);
  EXPECT_EQ(answer->tail().attempts(0).usage().input(), 5);
}

TEST_F(Operations, VectorsComeInBase64AlsoFromAProviderThatKnowsOnlyNumbers) {
  RouterService& router = Serve({"openai"}, "up;dimensions=4;base64=no");

  const auto answer = router.Generate(Embedding(R"(,"encoding_format":"base64")"));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_THAT(answer->data(), HasSubstr(R"("embedding":")")) << answer->data();
}

TEST_F(Operations, VectorsOfGooglesReachACallerOfOpenAis) {
  RouterService& router = Serve({"gemini"}, "up;dimensions=4");
  for (const char* fields : {"", R"(,"encoding_format":"base64")"}) {
    const auto answer = router.Generate(Embedding(fields));

    ASSERT_EQ(answer->Done(), absl::OkStatus());
    ASSERT_EQ(answer->status(), 200) << answer->data();
    const auto vectors = openai_embeddings::DecodeEmbedResponse(answer->data());
    ASSERT_TRUE(vectors.ok()) << answer->data();
    EXPECT_EQ(vectors->model(), "m");
    ASSERT_EQ(vectors->vectors_size(), 2);
    EXPECT_EQ(vectors->vectors(1).values_size(), 4);
    EXPECT_GT(answer->tail().attempts(0).usage().input(), 0);
  }
}

TEST_F(Operations, TextsWhoseTokensNobodyCountedAreCountedHere) {
  RouterService& router = Serve({"openai"}, "text-embedding-3-small;usage=no");

  const auto answer = router.Generate(Embedding());

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->tail().attempts(0).usage().input(), 5);
  EXPECT_TRUE(answer->tail().attempts(0).usage().estimated());
}

v1::GenerateRequest Forwarding(const std::string& path, const std::string& content_type, std::string body) {
  v1::GenerateRequest request = Asking(llm::v1::OPENAI_CHAT, false);
  request.set_operation(llm::v1::FORWARD);
  request.mutable_forward()->set_path(path);
  request.mutable_forward()->set_content_type(content_type);
  request.set_body(std::move(body));
  return request;
}

TEST_F(Operations, AFamilyThatNobodyUnderstandsIsPassedOnWithItsModelEdited) {
  RouterService& router = Serve({"openai"}, "up");
  const std::string body = R"({"prompt":"a train",  "model":"m","n":1.0,"odd":{"a":[1]}})";

  const auto answer = router.Generate(Forwarding("/images/generations", "application/json", body));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  EXPECT_EQ(demo_.Requests("up").at(0).target, "/v1/images/generations");
  EXPECT_EQ(demo_.Requests("up").at(0).body, R"({"prompt":"a train",  "model":"up","n":1.0,"odd":{"a":[1]}})");
  EXPECT_THAT(answer->Header("content-type"), HasSubstr("application/json"));
  EXPECT_GT(answer->tail().attempts(0).usage().input(), 0) << answer->data();
}

TEST_F(Operations, AFormIsPassedOnWithItsModelEdited) {
  RouterService& router = Serve({"openai"}, "up");
  const auto form = [](const std::string& model) {
    return "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n"
           "Content-Type: audio/wav\r\n\r\n" +
           std::string("RIFF\0\xff\r\n--b", 10) + "\r\n--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" +
           model + "\r\n--b0--\r\n";
  };

  const auto answer =
      router.Generate(Forwarding("/audio/transcriptions", "multipart/form-data; boundary=b0", form("m")));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  const test::RecordedRequest request = demo_.Requests().at(0);
  EXPECT_EQ(request.target, "/v1/audio/transcriptions");
  EXPECT_EQ(request.Header("content-type"), "multipart/form-data; boundary=b0");
  EXPECT_EQ(request.body_bytes, form("up").size());
  EXPECT_EQ(request.body_hash, test::BodyHash(form("up")));
}

TEST_F(Operations, SoundIsPassedOnAsItComes) {
  RouterService& router = Serve({"openai"}, "up");

  const auto answer = router.Generate(
      Forwarding("/audio/speech", "application/json", R"({"model":"m","input":"Hello","voice":"alloy"})"));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  EXPECT_THAT(answer->Header("content-type"), HasSubstr("audio/"));
  EXPECT_FALSE(answer->data().empty());
  EXPECT_EQ(answer->tail().ending(), llm::v1::COMPLETED);
}

TEST_F(Operations, AnErrorInAStreamThatIsPassedOnEndsItAsOne) {
  RouterService& router = Serve({"openai"}, "up;text=To the sea;error_after=3;error=server_error");
  v1::GenerateRequest request =
      Forwarding("/chat/completions", "application/json",
                 R"({"model":"m","messages":[{"role":"user","content":"Hello"}],"stream":true})");
  request.set_stream(true);

  const auto answer = router.Generate(std::move(request));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200);
  EXPECT_THAT(answer->data(), HasSubstr("To"));
  EXPECT_THAT(answer->data(), HasSubstr(R"("error":{)"));
  EXPECT_THAT(answer->data(), Not(HasSubstr("[DONE]")));
  EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_ERROR);
  EXPECT_EQ(answer->tail().attempts(0).ending(), llm::v1::UPSTREAM_ERROR);
}

TEST_F(Operations, APathThatCouldLeadElsewhereIsInvalid) {
  RouterService& router = Serve({"openai"}, "up");
  for (const char* path : {"", "/", "images", "/../models", "//host/x", "/a?b=c", "/a%2fb", "/a\r\nb"}) {
    const auto answer = router.Generate(Forwarding(path, "application/json", R"({"model":"m"})"));

    EXPECT_EQ(answer->Done().code(), absl::StatusCode::kInvalidArgument) << path;
  }
  EXPECT_TRUE(demo_.Requests().empty());
}

v1::GenerateRequest Completing(bool stream) {
  v1::GenerateRequest request = Asking(llm::v1::OPENAI_COMPLETIONS, stream);
  request.set_body(R"({"model":"m","prompt":["One","Two","Three"],"stream":)" +
                   std::string(stream ? R"(true,"stream_options":{"include_usage":true}})" : "false}"));
  request.set_include_usage(stream);
  return request;
}

TEST_F(Operations, SeveralPromptsAreAskedOneAfterAnotherAndAnsweredAsOne) {
  for (const char* kind : {"compatible", "anthropic"}) {
    for (const bool stream : {false, true}) {
      demo_.ClearRequests();
      RouterService& router = Serve({kind}, "up;text=To the sea;prompt=4;completion=3");

      const auto answer = router.Generate(Completing(stream));

      ASSERT_EQ(answer->Done(), absl::OkStatus());
      ASSERT_EQ(answer->status(), 200) << answer->data();
      const auto understood = Understand(llm::v1::OPENAI_COMPLETIONS, stream, answer->data());
      ASSERT_TRUE(understood) << answer->data();
      ASSERT_EQ(understood->choices_size(), 3) << answer->data();
      for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(understood->choices(i).index(), i);
        EXPECT_EQ(understood->choices(i).message().content(0).text().text(), "To the sea");
      }
      EXPECT_EQ(understood->usage().input(), 12);
      EXPECT_EQ(understood->usage().output(), 9);
      ASSERT_EQ(answer->tail().attempts_size(), 3);
      for (const v1::Attempt& attempt : answer->tail().attempts()) EXPECT_EQ(attempt.usage().input(), 4);
      ASSERT_EQ(demo_.Requests("up").size(), 3u);
      EXPECT_THAT(demo_.Requests("up")[1].body, HasSubstr("Two"));
    }
  }
}

TEST_F(Operations, SeveralPromptsGoTogetherToAProviderThatTakesThem) {
  RouterService& router = Serve({"openai"}, "gpt-3.5-turbo-instruct");

  const auto answer = router.Generate(Completing(false));

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->status(), 200) << answer->data();
  EXPECT_EQ(answer->tail().attempts_size(), 1);
  EXPECT_EQ(demo_.Requests().at(0).target, "/v1/completions");
}

TEST_F(Operations, APartThatFailsEndsTheWhole) {
  for (const bool stream : {false, true}) {
    demo_.ClearScripts();
    demo_.Script(R"({"model":"up","text":"Here","times":1})");
    demo_.Script(R"({"model":"up","status":400})");
    RouterService& router = Serve({"anthropic"}, "up");

    const auto answer = router.Generate(Completing(stream));

    ASSERT_EQ(answer->Done(), absl::OkStatus());
    EXPECT_EQ(answer->status(), stream ? 200 : 400);
    EXPECT_THAT(answer->data(), HasSubstr(R"({"error":{)"));
    EXPECT_FALSE(Understand(llm::v1::OPENAI_COMPLETIONS, stream, answer->data()));
    EXPECT_EQ(answer->tail().ending(), llm::v1::UPSTREAM_ERROR);
    ASSERT_EQ(answer->tail().attempts_size(), 2);
    EXPECT_TRUE(answer->tail().attempts(0).has_usage());
  }
}

TEST_F(Operations, StoppingBetweenPromptsEndsTheWhole) {
  RouterService& router = Serve({"anthropic"}, "up;text=Here;hold=5");
  const auto answer = router.Generate(Completing(true));
  ASSERT_TRUE(demo_.Wait("up", "chunk:4"));
  ASSERT_TRUE(demo_.Release("up"));
  ASSERT_TRUE(demo_.Wait("up", "arrived", 2));

  answer->generation().Stop();

  ASSERT_EQ(answer->Done(), absl::OkStatus());
  EXPECT_EQ(answer->tail().ending(), llm::v1::CLIENT_CANCELLED);
  EXPECT_EQ(answer->tail().attempts_size(), 2);
}

TEST_F(Operations, WhatNoProviderCanDoIsInvalidAndSaysSo) {
  RouterService& router = Serve({"anthropic"}, "up");
  v1::GenerateRequest request = Asking(llm::v1::OPENAI_CHAT, false);
  request.set_operation(llm::v1::FORWARD);
  request.mutable_forward()->set_path("/images/generations");
  request.mutable_forward()->set_content_type("application/json");

  const absl::Status status = router.Generate(std::move(request))->Done();

  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(status), "UNSUPPORTED_OPERATION");
}

}  // namespace
}  // namespace signalbox::router
