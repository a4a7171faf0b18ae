#include "services/memory/client/memory_client.h"

#include <grpcpp/client_context.h>

#include "common/rpc/convert.h"
#include "signalbox/memory/v1/memory.grpc.pb.h"

namespace signalbox::memory {

struct MemoryClient::Impl {
  std::unique_ptr<v1::MemoryService::Stub> stub;
};

namespace {

/// What a call needs until its callback ran.
template <typename Request, typename Response>
struct Call {
  grpc::ClientContext context;
  Request request;
  Response response;
  std::function<void(absl::StatusOr<Response>)> done;
};

/// `method` is the asynchronous half of a stub: (context, request, response, callback). `keep` outlives the call.
template <typename Request, typename Response, typename Method>
void Start(const RequestContext& context, Request request, std::function<void(absl::StatusOr<Response>)> done,
           std::shared_ptr<const void> keep, const Method& method) {
  auto call = std::make_shared<Call<Request, Response>>();
  if (const absl::Status status = rpc::PrepareCall(context, call->context); !status.ok()) return done(status);
  call->request = std::move(request);
  call->done = std::move(done);
  method(&call->context, &call->request, &call->response, [call, keep](const grpc::Status& status) {
    if (!status.ok()) return call->done(rpc::FromGrpc(status));
    call->done(std::move(call->response));
  });
}

}  // namespace

MemoryClient::MemoryClient(std::shared_ptr<grpc::Channel> channel) : impl_(std::make_shared<Impl>()) {
  if (channel) impl_->stub = v1::MemoryService::NewStub(std::move(channel));
}

MemoryClient::~MemoryClient() = default;

void MemoryClient::Load(const RequestContext& context, v1::LoadRequest request,
                        std::function<void(absl::StatusOr<v1::LoadResponse>)> done) {
  Start<v1::LoadRequest, v1::LoadResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->Load(std::move(arguments)...); });
}

void MemoryClient::Append(const RequestContext& context, v1::AppendRequest request,
                          std::function<void(absl::StatusOr<v1::AppendResponse>)> done) {
  Start<v1::AppendRequest, v1::AppendResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->Append(std::move(arguments)...); });
}

void MemoryClient::KeepAnswer(const RequestContext& context, v1::KeepAnswerRequest request,
                              std::function<void(absl::StatusOr<v1::KeepAnswerResponse>)> done) {
  Start<v1::KeepAnswerRequest, v1::KeepAnswerResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->KeepAnswer(std::move(arguments)...); });
}

void MemoryClient::RecallAnswer(const RequestContext& context, v1::RecallAnswerRequest request,
                                std::function<void(absl::StatusOr<v1::RecallAnswerResponse>)> done) {
  Start<v1::RecallAnswerRequest, v1::RecallAnswerResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->RecallAnswer(std::move(arguments)...); });
}

void MemoryClient::GetAnswer(const RequestContext& context, v1::GetAnswerRequest request,
                             std::function<void(absl::StatusOr<v1::GetAnswerResponse>)> done) {
  Start<v1::GetAnswerRequest, v1::GetAnswerResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->GetAnswer(std::move(arguments)...); });
}

void MemoryClient::GetAnswerInput(const RequestContext& context, v1::GetAnswerInputRequest request,
                                  std::function<void(absl::StatusOr<v1::GetAnswerInputResponse>)> done) {
  Start<v1::GetAnswerInputRequest, v1::GetAnswerInputResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->GetAnswerInput(std::move(arguments)...); });
}

void MemoryClient::FindAnswers(const RequestContext& context, v1::FindAnswersRequest request,
                               std::function<void(absl::StatusOr<v1::FindAnswersResponse>)> done) {
  Start<v1::FindAnswersRequest, v1::FindAnswersResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->FindAnswers(std::move(arguments)...); });
}

void MemoryClient::DeleteAnswer(const RequestContext& context, v1::DeleteAnswerRequest request,
                                std::function<void(absl::StatusOr<v1::DeleteAnswerResponse>)> done) {
  Start<v1::DeleteAnswerRequest, v1::DeleteAnswerResponse>(
      context, std::move(request), std::move(done), impl_,
      [this](auto... arguments) { impl_->stub->async()->DeleteAnswer(std::move(arguments)...); });
}

}  // namespace signalbox::memory
