#include "tests/component/memory/memory_service.h"

#include <future>
#include <stdexcept>

#include "common/rpc/channel.h"
#include "common/rpc/convert.h"
#include "common/status/error.h"

namespace signalbox::memory {
namespace {

constexpr char kSealingKey[] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

void Need(const absl::Status& status) {
  if (!status.ok()) throw std::runtime_error(MessageOf(status));
}

template <typename Response, typename Request, typename Method>
absl::StatusOr<Response> Call(v1::MemoryService::Stub& stub, const RequestContext& context, const Request& request,
                              Method method) {
  grpc::ClientContext call;
  const absl::Status prepared = rpc::PrepareCall(context, call);
  if (!prepared.ok()) return prepared;
  Response response;
  const absl::Status status = rpc::FromGrpc((stub.*method)(&call, request, &response));
  if (!status.ok()) return status;
  return response;
}

template <typename Response>
auto Fulfil(std::promise<absl::StatusOr<Response>>& promise) {
  return [&promise](absl::StatusOr<Response> answer) { promise.set_value(std::move(answer)); };
}

}  // namespace

std::string ConfigFor(const support::Postgres& database, const std::string& settings) {
  return "memory:\n  postgres: { url: \"" + database.url() + "\" }\n  sealing_key: " + kSealingKey + "\n" + settings;
}

absl::StatusOr<std::unique_ptr<Module>> CreateModule(const std::string& yaml) {
  auto file = config::File::Parse(yaml);
  if (!file.ok()) return file.status();
  return Module::Create(file->Section("memory"), app::Channels({}, {}, {}));
}

absl::Status MigrateModule(const std::string& yaml) {
  auto file = config::File::Parse(yaml);
  if (!file.ok()) return file.status();
  return Module::Migrate(file->Section("memory"));
}

MemoryService::MemoryService(const std::string& settings) {
  const std::string yaml = ConfigFor(database_, settings);
  Need(MigrateModule(yaml));
  auto module = CreateModule(yaml);
  Need(module.status());
  module_ = *std::move(module);
  Need(module_->Start());
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  module_->Register(builder);
  server_ = builder.BuildAndStart();
  channel_ = rpc::NewChannel("127.0.0.1:" + std::to_string(port), {});
  stub_ = v1::MemoryService::NewStub(channel_);
  client_ = std::make_unique<MemoryClient>(channel_);
}

MemoryService::~MemoryService() {
  server_->Shutdown();
  server_->Wait();
}

absl::StatusOr<v1::AppendResponse> MemoryService::Append(const RequestContext& context,
                                                         const v1::AppendRequest& request) {
  std::promise<absl::StatusOr<v1::AppendResponse>> promise;
  client_->Append(context, request, Fulfil(promise));
  return promise.get_future().get();
}

absl::StatusOr<v1::LoadResponse> MemoryService::Load(const RequestContext& context, const std::string& session_id,
                                                     std::int64_t max_tokens) {
  v1::LoadRequest request;
  request.set_session_id(session_id);
  request.set_max_tokens(max_tokens);
  return Load(context, request);
}

absl::StatusOr<v1::LoadResponse> MemoryService::Load(const RequestContext& context, const v1::LoadRequest& request) {
  std::promise<absl::StatusOr<v1::LoadResponse>> promise;
  client_->Load(context, request, Fulfil(promise));
  return promise.get_future().get();
}

absl::Status MemoryService::KeepAnswer(const RequestContext& context, const v1::KeepAnswerRequest& request) {
  std::promise<absl::StatusOr<v1::KeepAnswerResponse>> promise;
  client_->KeepAnswer(context, request, Fulfil(promise));
  return promise.get_future().get().status();
}

absl::StatusOr<v1::RecallAnswerResponse> MemoryService::RecallAnswer(const RequestContext& context,
                                                                     const std::string& id, std::int64_t max_tokens) {
  v1::RecallAnswerRequest request;
  request.set_id(id);
  request.set_max_tokens(max_tokens);
  std::promise<absl::StatusOr<v1::RecallAnswerResponse>> promise;
  client_->RecallAnswer(context, request, Fulfil(promise));
  return promise.get_future().get();
}

absl::StatusOr<v1::GetAnswerResponse> MemoryService::GetAnswer(const RequestContext& context, const std::string& id) {
  v1::GetAnswerRequest request;
  request.set_id(id);
  std::promise<absl::StatusOr<v1::GetAnswerResponse>> promise;
  client_->GetAnswer(context, request, Fulfil(promise));
  return promise.get_future().get();
}

absl::StatusOr<v1::GetAnswerInputResponse> MemoryService::GetAnswerInput(const RequestContext& context,
                                                                         const std::string& id) {
  v1::GetAnswerInputRequest request;
  request.set_id(id);
  std::promise<absl::StatusOr<v1::GetAnswerInputResponse>> promise;
  client_->GetAnswerInput(context, request, Fulfil(promise));
  return promise.get_future().get();
}

absl::StatusOr<v1::FindAnswersResponse> MemoryService::FindAnswers(const RequestContext& context,
                                                                   const std::vector<std::string>& item_ids) {
  v1::FindAnswersRequest request;
  for (const std::string& id : item_ids) request.add_item_ids(id);
  std::promise<absl::StatusOr<v1::FindAnswersResponse>> promise;
  client_->FindAnswers(context, request, Fulfil(promise));
  return promise.get_future().get();
}

absl::Status MemoryService::DeleteAnswer(const RequestContext& context, const std::string& id) {
  v1::DeleteAnswerRequest request;
  request.set_id(id);
  std::promise<absl::StatusOr<v1::DeleteAnswerResponse>> promise;
  client_->DeleteAnswer(context, request, Fulfil(promise));
  return promise.get_future().get().status();
}

absl::StatusOr<v1::GetSessionResponse> MemoryService::Get(const RequestContext& context, const std::string& id,
                                                          int limit) {
  v1::GetSessionRequest request;
  request.set_id(id);
  request.set_limit(limit);
  return Call<v1::GetSessionResponse>(*stub_, context, request, &v1::MemoryService::Stub::GetSession);
}

absl::StatusOr<v1::ListSessionsResponse> MemoryService::List(const RequestContext& context, int limit, int offset) {
  v1::ListSessionsRequest request;
  request.set_limit(limit);
  request.set_offset(offset);
  return Call<v1::ListSessionsResponse>(*stub_, context, request, &v1::MemoryService::Stub::ListSessions);
}

absl::StatusOr<v1::DeleteSessionResponse> MemoryService::Delete(const RequestContext& context, const std::string& id) {
  v1::DeleteSessionRequest request;
  request.set_id(id);
  return Call<v1::DeleteSessionResponse>(*stub_, context, request, &v1::MemoryService::Stub::DeleteSession);
}

RequestContext AsKey(const std::string& key_id) {
  RequestContext context;
  context.principal.emplace().key_id = key_id;
  return context;
}

RequestContext AsUser(const std::string& user_id) {
  RequestContext context = AsKey("any");
  context.principal->user_id = user_id;
  return context;
}

llm::v1::Message Say(llm::v1::Role role, const std::string& text) {
  llm::v1::Message message;
  message.set_role(role);
  message.add_content()->mutable_text()->set_text(text);
  return message;
}

v1::AppendRequest Exchange(const std::string& session_id, const std::string& request_id, const std::string& question,
                           const std::string& answer) {
  v1::AppendRequest request;
  request.set_session_id(session_id);
  request.set_request_id(request_id);
  *request.add_messages() = Say(llm::v1::USER, question);
  *request.add_messages() = Say(llm::v1::ASSISTANT, answer);
  return request;
}

v1::KeepAnswerRequest Answered(const std::string& id, const std::string& previous_id, const std::string& question) {
  v1::KeepAnswerRequest request;
  request.set_id(id);
  request.set_request_id("request of " + id);
  request.set_previous_id(previous_id);
  *request.add_messages() = Say(llm::v1::USER, question);
  *request.add_messages() = Say(llm::v1::ASSISTANT, "to " + question);
  request.set_body("body of " + id);
  return request;
}

}  // namespace signalbox::memory
