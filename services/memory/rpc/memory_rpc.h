#pragma once

#include "services/memory/domain/conversation_memory.h"
#include "signalbox/memory/v1/memory.grpc.pb.h"

namespace signalbox::memory {

/// The service's face to the network: translates, decides nothing. Any thread.
class MemoryRpc final : public v1::MemoryService::Service {
 public:
  /// `memory` outlives the server that calls this.
  explicit MemoryRpc(ConversationMemory& memory) : memory_(memory) {}

  grpc::Status Append(grpc::ServerContext* call, const v1::AppendRequest* request,
                      v1::AppendResponse* response) override;
  grpc::Status Load(grpc::ServerContext* call, const v1::LoadRequest* request, v1::LoadResponse* response) override;
  grpc::Status ListSessions(grpc::ServerContext* call, const v1::ListSessionsRequest* request,
                            v1::ListSessionsResponse* response) override;
  grpc::Status GetSession(grpc::ServerContext* call, const v1::GetSessionRequest* request,
                          v1::GetSessionResponse* response) override;
  grpc::Status DeleteSession(grpc::ServerContext* call, const v1::DeleteSessionRequest* request,
                             v1::DeleteSessionResponse* response) override;

 private:
  ConversationMemory& memory_;
};

}  // namespace signalbox::memory
