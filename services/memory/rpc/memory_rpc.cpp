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
                     sessions_.AppendTurns(context, request->session_id(), request->request_id(), std::move(turns)));
    response->set_message_count(count);
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::Load(grpc::ServerContext* call, const v1::LoadRequest* request, v1::LoadResponse* response) {
  return rpc::Unary(*call, "memory.Load", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const Recollection loaded,
                     sessions_.Load(context, request->session_id(), request->max_tokens(), request->must_exist()));
    response->set_truncated(loaded.truncated);
    return ToMessages(loaded.turns, *response->mutable_messages());
  });
}

grpc::Status MemoryRpc::ListSessions(grpc::ServerContext* call, const v1::ListSessionsRequest* request,
                                     v1::ListSessionsResponse* response) {
  return rpc::Unary(*call, "memory.ListSessions", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const SessionPage page, sessions_.List(context, request->limit(), request->offset()));
    for (const Session& session : page.sessions) *response->add_sessions() = ToProto(session);
    response->set_total(page.total);
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::GetSession(grpc::ServerContext* call, const v1::GetSessionRequest* request,
                                   v1::GetSessionResponse* response) {
  return rpc::Unary(*call, "memory.GetSession", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const SessionView view, sessions_.Get(context, request->id(), request->limit()));
    *response->mutable_session() = ToProto(view.session);
    RETURN_IF_ERROR(ToMessages(view.turns, *response->mutable_messages()));
    ForgetSpelling(*response->mutable_messages());
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::DeleteSession(grpc::ServerContext* call, const v1::DeleteSessionRequest* request,
                                      v1::DeleteSessionResponse* response) {
  return rpc::Unary(*call, "memory.DeleteSession", [&](const RequestContext& context) -> absl::Status {
    RETURN_IF_ERROR(sessions_.Delete(context, request->id()));
    response->set_id(request->id());
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::KeepAnswer(grpc::ServerContext* call, const v1::KeepAnswerRequest* request,
                                   v1::KeepAnswerResponse*) {
  return rpc::Unary(*call, "memory.KeepAnswer", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(AnswerDraft draft, ToDraft(*request));
    return answers_.Keep(context, std::move(draft));
  });
}

grpc::Status MemoryRpc::RecallAnswer(grpc::ServerContext* call, const v1::RecallAnswerRequest* request,
                                     v1::RecallAnswerResponse* response) {
  return rpc::Unary(*call, "memory.RecallAnswer", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const Recollection recalled, answers_.Recall(context, request->id(), request->max_tokens()));
    response->set_truncated(recalled.truncated);
    return ToMessages(recalled.turns, *response->mutable_messages());
  });
}

grpc::Status MemoryRpc::GetAnswer(grpc::ServerContext* call, const v1::GetAnswerRequest* request,
                                  v1::GetAnswerResponse* response) {
  return rpc::Unary(*call, "memory.GetAnswer", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(*response->mutable_body(), answers_.Get(context, request->id()));
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::GetAnswerInput(grpc::ServerContext* call, const v1::GetAnswerInputRequest* request,
                                       v1::GetAnswerInputResponse* response) {
  return rpc::Unary(*call, "memory.GetAnswerInput", [&](const RequestContext& context) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<std::string> turns, answers_.Input(context, request->id()));
    return ToMessages(turns, *response->mutable_messages());
  });
}

grpc::Status MemoryRpc::FindAnswers(grpc::ServerContext* call, const v1::FindAnswersRequest* request,
                                    v1::FindAnswersResponse* response) {
  return rpc::Unary(*call, "memory.FindAnswers", [&](const RequestContext& context) -> absl::Status {
    const std::vector<std::string> ids(request->item_ids().begin(), request->item_ids().end());
    ASSIGN_OR_RETURN(std::vector<std::string> bodies, answers_.Find(context, ids));
    for (std::string& body : bodies) response->add_bodies(std::move(body));
    return absl::OkStatus();
  });
}

grpc::Status MemoryRpc::DeleteAnswer(grpc::ServerContext* call, const v1::DeleteAnswerRequest* request,
                                     v1::DeleteAnswerResponse*) {
  return rpc::Unary(*call, "memory.DeleteAnswer", [&](const RequestContext& context) -> absl::Status {
    return answers_.Delete(context, request->id());
  });
}

}  // namespace signalbox::memory
