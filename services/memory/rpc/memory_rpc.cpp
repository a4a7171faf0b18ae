#include "services/memory/rpc/memory_rpc.h"

#include "common/rpc/unary.h"
#include "common/status/macros.h"
#include "services/memory/rpc/convert.h"

namespace signalbox::memory {

grpc::Status MemoryRpc::Append(grpc::ServerContext* call, const v1::AppendRequest* request,
                               v1::AppendResponse* response) {
  return rpc::Unary(*call, "memory.Append", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(std::vector<NewTurn> turns, ToTurns(request->messages()));
    ASSIGN_OR_RETURN(const std::int64_t count,
                     memory_.AppendTurns(context, request->session_id(), request->request_id(), std::move(turns)));
    response->set_message_count(count);
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::Load(grpc::ServerContext* call, const v1::LoadRequest* request, v1::LoadResponse* response) {
  return rpc::Unary(*call, "memory.Load", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const Recollection loaded, memory_.Load(context, request->session_id(), request->max_tokens()));
    response->set_truncated(loaded.truncated);
    return ToMessages(loaded.turns, *response->mutable_messages());
  });
}

grpc::Status MemoryRpc::ListSessions(grpc::ServerContext* call, const v1::ListSessionsRequest* request,
                                     v1::ListSessionsResponse* response) {
  return rpc::Unary(*call, "memory.ListSessions", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const SessionPage page, memory_.List(context, request->limit(), request->offset()));
    for (const Session& session : page.sessions) *response->add_sessions() = ToProto(session);
    response->set_total(page.total);
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::GetSession(grpc::ServerContext* call, const v1::GetSessionRequest* request,
                                   v1::GetSessionResponse* response) {
  return rpc::Unary(*call, "memory.GetSession", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const SessionView view, memory_.Get(context, request->id(), request->limit()));
    *response->mutable_session() = ToProto(view.session);
    return ToMessages(view.turns, *response->mutable_messages());
  });
}

grpc::Status MemoryRpc::DeleteSession(grpc::ServerContext* call, const v1::DeleteSessionRequest* request,
                                      v1::DeleteSessionResponse* response) {
  return rpc::Unary(*call, "memory.DeleteSession", [&](const RequestContext& context) -> absl::Status {
    RETURN_IF_ERROR(memory_.Delete(context, request->id()));
    response->set_id(request->id());
    return absl::OkStatus();
  });
}

}  // namespace signalbox::memory
