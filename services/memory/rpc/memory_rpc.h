#pragma once

#include "services/memory/domain/answer_memory.h"
#include "services/memory/domain/conversation_memory.h"
#include "signalbox/memory/v1/memory.grpc.pb.h"

namespace signalbox::memory {

/// The service's face to the network: translates, decides nothing. Any thread.
class MemoryRpc final : public v1::MemoryService::Service {
 public:
  /// Both outlive the server that calls this.
  MemoryRpc(ConversationMemory& sessions, AnswerMemory& answers) : sessions_(sessions), answers_(answers) {}

  grpc::Status Append(grpc::ServerContext* call, const v1::AppendRequest* request,
                      v1::AppendResponse* response) override;
  grpc::Status Load(grpc::ServerContext* call, const v1::LoadRequest* request, v1::LoadResponse* response) override;
  grpc::Status ListSessions(grpc::ServerContext* call, const v1::ListSessionsRequest* request,
                            v1::ListSessionsResponse* response) override;
  grpc::Status GetSession(grpc::ServerContext* call, const v1::GetSessionRequest* request,
                          v1::GetSessionResponse* response) override;
  grpc::Status DeleteSession(grpc::ServerContext* call, const v1::DeleteSessionRequest* request,
                             v1::DeleteSessionResponse* response) override;

  grpc::Status KeepAnswer(grpc::ServerContext* call, const v1::KeepAnswerRequest* request,
                          v1::KeepAnswerResponse* response) override;
  grpc::Status RecallAnswer(grpc::ServerContext* call, const v1::RecallAnswerRequest* request,
                            v1::RecallAnswerResponse* response) override;
  grpc::Status GetAnswer(grpc::ServerContext* call, const v1::GetAnswerRequest* request,
                         v1::GetAnswerResponse* response) override;
  grpc::Status GetAnswerInput(grpc::ServerContext* call, const v1::GetAnswerInputRequest* request,
                              v1::GetAnswerInputResponse* response) override;
  grpc::Status FindAnswers(grpc::ServerContext* call, const v1::FindAnswersRequest* request,
                           v1::FindAnswersResponse* response) override;
  grpc::Status DeleteAnswer(grpc::ServerContext* call, const v1::DeleteAnswerRequest* request,
                            v1::DeleteAnswerResponse* response) override;

 private:
  ConversationMemory& sessions_;
  AnswerMemory& answers_;
};

}  // namespace signalbox::memory
