#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gateway/ledger.h"
#include "services/identity/client/identity_client.h"
#include "services/memory/client/memory_client.h"
#include "services/router/client/router_client.h"

namespace signalbox::gateway {

/// Identity that answers when told to.
class FakeIdentity final : public identity::IdentityClient {
 public:
  using Done = std::function<void(absl::StatusOr<identity::v1::AuthenticateResponse>)>;
  FakeIdentity() : IdentityClient(nullptr) {}

  void Authenticate(const RequestContext&, std::string credential, Done done) override {
    credentials.push_back(std::move(credential));
    waiting.push_back(std::move(done));
  }

  /// Answers the oldest question.
  void Answer(absl::StatusOr<identity::v1::AuthenticateResponse> answer) {
    Done done = std::move(waiting.front());
    waiting.erase(waiting.begin());
    done(std::move(answer));
  }

  static identity::v1::AuthenticateResponse Caller(const std::string& key_id, std::int64_t revision,
                                                   common::v1::Role role = common::v1::CALLER) {
    identity::v1::AuthenticateResponse answer;
    answer.mutable_principal()->set_key_id(key_id);
    answer.mutable_principal()->set_role(role);
    answer.set_revision(revision);
    return answer;
  }

  std::vector<std::string> credentials;
  std::vector<Done> waiting;
};

class FakeGeneration final : public router::Generation {
 public:
  void Next() override { ++nexts; }
  void Stop() override { ++stops; }
  void Cancel() override { ++cancels; }

  int nexts = 0;
  int stops = 0;
  int cancels = 0;
};

/// A router whose one generation says what the test says.
class FakeRouter final : public router::RouterClient {
 public:
  FakeRouter() : RouterClient(nullptr) {}

  std::shared_ptr<router::Generation> Generate(const RequestContext& with, router::v1::GenerateRequest what,
                                               std::shared_ptr<router::GenerateObserver> who) override {
    ++generations;
    context = with;
    request = std::move(what);
    observer = std::move(who);
    if (during_generate) during_generate();
    return generation;
  }

  void ListModels(const RequestContext&,
                  std::function<void(absl::StatusOr<router::v1::ListModelsResponse>)> done) override {
    done(models);
  }

  void Say(router::v1::GenerateEvent event) { observer->OnEvent(event); }

  /// The call is over; the client lets go of its observer as the real one does.
  void Done(const absl::Status& status) { std::exchange(observer, nullptr)->OnDone(status); }

  int generations = 0;
  RequestContext context;
  router::v1::GenerateRequest request;
  std::shared_ptr<router::GenerateObserver> observer;
  std::shared_ptr<FakeGeneration> generation = std::make_shared<FakeGeneration>();
  std::function<void()> during_generate;
  absl::StatusOr<router::v1::ListModelsResponse> models = router::v1::ListModelsResponse();
};

/// Memory that answers at once, or when told to.
class FakeMemory final : public memory::MemoryClient {
 public:
  FakeMemory() : MemoryClient(nullptr) {}

  void Load(const RequestContext& context, memory::v1::LoadRequest request,
            std::function<void(absl::StatusOr<memory::v1::LoadResponse>)> done) override {
    load_context = context;
    loads.push_back(std::move(request));
    done(history);
  }

  void Append(const RequestContext&, memory::v1::AppendRequest request,
              std::function<void(absl::StatusOr<memory::v1::AppendResponse>)> done) override {
    appends.push_back(std::move(request));
    if (hold_appends) return held.push_back(std::move(done));
    done(append_answer);
  }

  void KeepAnswer(const RequestContext&, memory::v1::KeepAnswerRequest request,
                  std::function<void(absl::StatusOr<memory::v1::KeepAnswerResponse>)> done) override {
    kept.push_back(std::move(request));
    done(keep_answer);
  }

  void RecallAnswer(const RequestContext& context, memory::v1::RecallAnswerRequest request,
                    std::function<void(absl::StatusOr<memory::v1::RecallAnswerResponse>)> done) override {
    load_context = context;
    recalls.push_back(std::move(request));
    done(recalled);
  }

  void GetAnswer(const RequestContext&, memory::v1::GetAnswerRequest request,
                 std::function<void(absl::StatusOr<memory::v1::GetAnswerResponse>)> done) override {
    asked_for.push_back(request.id());
    done(answer);
  }

  void GetAnswerInput(const RequestContext&, memory::v1::GetAnswerInputRequest request,
                      std::function<void(absl::StatusOr<memory::v1::GetAnswerInputResponse>)> done) override {
    asked_for.push_back(request.id());
    done(input);
  }

  void FindAnswers(const RequestContext&, memory::v1::FindAnswersRequest request,
                   std::function<void(absl::StatusOr<memory::v1::FindAnswersResponse>)> done) override {
    searches.push_back(std::move(request));
    done(found);
  }

  void DeleteAnswer(const RequestContext&, memory::v1::DeleteAnswerRequest request,
                    std::function<void(absl::StatusOr<memory::v1::DeleteAnswerResponse>)> done) override {
    asked_for.push_back(request.id());
    done(deleted);
  }

  RequestContext load_context;
  std::vector<memory::v1::LoadRequest> loads;
  std::vector<memory::v1::AppendRequest> appends;
  absl::StatusOr<memory::v1::LoadResponse> history = memory::v1::LoadResponse();
  absl::StatusOr<memory::v1::AppendResponse> append_answer = memory::v1::AppendResponse();
  std::vector<memory::v1::KeepAnswerRequest> kept;
  std::vector<memory::v1::RecallAnswerRequest> recalls;
  std::vector<memory::v1::FindAnswersRequest> searches;
  std::vector<std::string> asked_for;
  absl::StatusOr<memory::v1::KeepAnswerResponse> keep_answer = memory::v1::KeepAnswerResponse();
  absl::StatusOr<memory::v1::RecallAnswerResponse> recalled = memory::v1::RecallAnswerResponse();
  absl::StatusOr<memory::v1::GetAnswerResponse> answer = memory::v1::GetAnswerResponse();
  absl::StatusOr<memory::v1::GetAnswerInputResponse> input = memory::v1::GetAnswerInputResponse();
  absl::StatusOr<memory::v1::FindAnswersResponse> found = memory::v1::FindAnswersResponse();
  absl::StatusOr<memory::v1::DeleteAnswerResponse> deleted = memory::v1::DeleteAnswerResponse();
  bool hold_appends = false;
  std::vector<std::function<void(absl::StatusOr<memory::v1::AppendResponse>)>> held;
};

/// A ledger whose entries become durable when told to, or at once.
class FakeLedger final : public Ledger {
 public:
  void Append(billing::v1::Entry entry, std::function<void(const absl::Status&)> done) override {
    entries.push_back(std::move(entry));
    if (hold) return held.push_back(std::move(done));
    done(answer);
  }
  bool Full() const override { return full; }
  std::size_t Depth() const override { return entries.size(); }

  void Commit(const absl::Status& status = absl::OkStatus()) {
    for (auto& done : std::exchange(held, {})) done(status);
  }

  std::vector<billing::v1::Entry> entries;
  std::vector<std::function<void(const absl::Status&)>> held;
  absl::Status answer;
  bool hold = false;
  bool full = false;
};

}  // namespace signalbox::gateway
