#pragma once

#include <map>
#include <set>
#include <utility>

#include "services/memory/domain/session_store.h"

namespace signalbox::memory {

/// Sessions in the test's own memory. One thread.
class FakeSessionStore : public SessionStore {
 public:
  absl::StatusOr<std::int64_t> AppendTurns(const RequestContext&, const Append& append) override {
    last_append = append;
    Kept& kept = Of(append.session);
    if (!kept.requests.insert(append.request_id).second) return static_cast<std::int64_t>(kept.turns.size());
    for (const NewTurn& turn : append.turns) kept.turns.push_back(turn);
    while (static_cast<std::int64_t>(kept.turns.size()) > append.max_turns) {
      kept.turns.erase(kept.turns.begin());
      ++kept.dropped;
    }
    return static_cast<std::int64_t>(kept.turns.size());
  }

  absl::StatusOr<History> Newest(const RequestContext&, const SessionKey& session, const Reach& reach) override {
    last_reach = reach;
    const Kept& kept = Of(session);
    size_t first = kept.turns.size();
    std::int64_t tokens = 0;
    while (first > 0 && static_cast<std::int64_t>(kept.turns.size() - first) < reach.max_turns &&
           tokens + kept.turns[first - 1].tokens <= reach.max_tokens) {
      tokens += kept.turns[--first].tokens;
    }
    History history;
    history.older = kept.dropped + static_cast<std::int64_t>(first) > 0;
    for (size_t i = first; i < kept.turns.size(); ++i) {
      history.turns.push_back({kept.dropped + static_cast<std::int64_t>(i) + 1, kept.turns[i].content});
    }
    return history;
  }

  absl::StatusOr<std::optional<Session>> Find(const RequestContext&, const SessionKey& session) override {
    const auto found = sessions_.find({session.owner, session.id});
    if (found == sessions_.end()) return std::nullopt;
    return Session{session.id, static_cast<std::int64_t>(found->second.turns.size()), {}, {}};
  }

  absl::StatusOr<SessionPage> List(const RequestContext&, const std::string& owner, int limit, int offset) override {
    last_list = {owner, limit, offset};
    return SessionPage{};
  }

  absl::StatusOr<bool> Delete(const RequestContext&, const SessionKey& session) override {
    return sessions_.erase({session.owner, session.id}) > 0;
  }

  struct ListCall {
    std::string owner;
    int limit = 0;
    int offset = 0;
    friend bool operator==(const ListCall&, const ListCall&) = default;
  };

  Append last_append;
  Reach last_reach;
  ListCall last_list;

 private:
  struct Kept {
    std::vector<NewTurn> turns;
    std::set<std::string> requests;
    std::int64_t dropped = 0;
  };

  Kept& Of(const SessionKey& session) { return sessions_[{session.owner, session.id}]; }

  std::map<std::pair<std::string, std::string>, Kept> sessions_;
};

}  // namespace signalbox::memory
