#pragma once

#include <functional>
#include <memory>

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/context/request_context.h"
#include "signalbox/memory/v1/memory.pb.h"

namespace signalbox::memory {

/// Calls memory without blocking. Any thread; callbacks run on gRPC's threads and must not block.
/// The owner of a session or answer is the context's principal.
///
/// `done` is called exactly once. When less than 100 ms are left no call is made, and it gets kDeadlineExceeded on the
/// caller's own thread, before the function returns. Calls under way end on their own after the client is gone.
class MemoryClient {
 public:
  /// `channel` may be null only for a fake that overrides every call.
  explicit MemoryClient(std::shared_ptr<grpc::Channel> channel);
  virtual ~MemoryClient();

  virtual void Load(const RequestContext& context, v1::LoadRequest request,
                    std::function<void(absl::StatusOr<v1::LoadResponse>)> done);
  virtual void Append(const RequestContext& context, v1::AppendRequest request,
                      std::function<void(absl::StatusOr<v1::AppendResponse>)> done);
  virtual void KeepAnswer(const RequestContext& context, v1::KeepAnswerRequest request,
                          std::function<void(absl::StatusOr<v1::KeepAnswerResponse>)> done);
  virtual void RecallAnswer(const RequestContext& context, v1::RecallAnswerRequest request,
                            std::function<void(absl::StatusOr<v1::RecallAnswerResponse>)> done);
  virtual void GetAnswer(const RequestContext& context, v1::GetAnswerRequest request,
                         std::function<void(absl::StatusOr<v1::GetAnswerResponse>)> done);
  virtual void GetAnswerInput(const RequestContext& context, v1::GetAnswerInputRequest request,
                              std::function<void(absl::StatusOr<v1::GetAnswerInputResponse>)> done);
  virtual void FindAnswers(const RequestContext& context, v1::FindAnswersRequest request,
                           std::function<void(absl::StatusOr<v1::FindAnswersResponse>)> done);
  virtual void DeleteAnswer(const RequestContext& context, v1::DeleteAnswerRequest request,
                            std::function<void(absl::StatusOr<v1::DeleteAnswerResponse>)> done);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace signalbox::memory
