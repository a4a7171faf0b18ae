#pragma once

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "services/memory/client/memory_client.h"
#include "services/memory/module.h"
#include "signalbox/memory/v1/memory.grpc.pb.h"
#include "tests/support/postgres/postgres.h"

namespace signalbox::memory {

/// The memory module on a database of its own, reached through gRPC.
class MemoryService {
 public:
  /// `settings` are further lines of the section, indented by two spaces.
  explicit MemoryService(const std::string& settings = "");
  ~MemoryService();

  const support::Postgres& database() const { return database_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  v1::MemoryService::Stub& stub() { return *stub_; }
  const Module& module() const { return *module_; }

  /// The client's calls, waited for.
  absl::StatusOr<v1::AppendResponse> Append(const RequestContext& context, const v1::AppendRequest& request);
  absl::StatusOr<v1::LoadResponse> Load(const RequestContext& context, const std::string& session_id,
                                        std::int64_t max_tokens = 0);

  absl::StatusOr<v1::LoadResponse> Load(const RequestContext& context, const v1::LoadRequest& request);

  absl::Status KeepAnswer(const RequestContext& context, const v1::KeepAnswerRequest& request);
  absl::StatusOr<v1::RecallAnswerResponse> RecallAnswer(const RequestContext& context, const std::string& id,
                                                        std::int64_t max_tokens = 0);
  absl::StatusOr<v1::GetAnswerResponse> GetAnswer(const RequestContext& context, const std::string& id);
  absl::StatusOr<v1::GetAnswerInputResponse> GetAnswerInput(const RequestContext& context, const std::string& id);
  absl::StatusOr<v1::FindAnswersResponse> FindAnswers(const RequestContext& context,
                                                      const std::vector<std::string>& item_ids);
  absl::Status DeleteAnswer(const RequestContext& context, const std::string& id);

  absl::StatusOr<v1::GetSessionResponse> Get(const RequestContext& context, const std::string& id, int limit = 0);
  absl::StatusOr<v1::ListSessionsResponse> List(const RequestContext& context, int limit = 0, int offset = 0);
  absl::StatusOr<v1::DeleteSessionResponse> Delete(const RequestContext& context, const std::string& id);

 private:
  support::Postgres database_;
  std::unique_ptr<Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::MemoryService::Stub> stub_;
  std::unique_ptr<MemoryClient> client_;
};

/// The section `memory:` for that database.
std::string ConfigFor(const support::Postgres& database, const std::string& settings = "");

/// The module of that configuration, or why there is none.
absl::StatusOr<std::unique_ptr<Module>> CreateModule(const std::string& yaml);
absl::Status MigrateModule(const std::string& yaml);

RequestContext AsKey(const std::string& key_id);
RequestContext AsUser(const std::string& user_id);

llm::v1::Message Say(llm::v1::Role role, const std::string& text);

/// A question and its answer.
v1::AppendRequest Exchange(const std::string& session_id, const std::string& request_id, const std::string& question,
                           const std::string& answer);

/// The answer "to <question>" to `question`, of the request "request of <id>", with the body "body of <id>".
v1::KeepAnswerRequest Answered(const std::string& id, const std::string& previous_id, const std::string& question);

/// "USER: text" for every message.
template <typename Messages>
std::vector<std::string> Spoken(const Messages& messages) {
  std::vector<std::string> lines;
  for (const llm::v1::Message& message : messages) {
    lines.push_back(llm::v1::Role_Name(message.role()) + ": " + message.content(0).text().text());
  }
  return lines;
}

}  // namespace signalbox::memory
