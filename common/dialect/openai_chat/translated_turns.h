#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/dialect/losses.h"
#include "common/dialect/openai_chat/translated_content.h"
#include "common/json/writer.h"
#include "signalbox/llm/v1/llm.pb.h"

namespace signalbox::dialect::openai_chat {

/// Whether a turn is this dialect's own, and needs no translation.
inline bool IsOwn(const llm::v1::Message& message) {
  return message.dialect() == llm::v1::DIALECT_UNSPECIFIED || message.dialect() == llm::v1::OPENAI_CHAT;
}

/// Turns of another dialect, in the order this one demands: the results of an assistant's calls directly after it, one
/// message each, then whatever else the user says, with the pictures of the results. A call nobody answered gets an
/// answer that says so. Reasoning is left out. One use.
class TranslatedTurns {
 public:
  TranslatedTurns(llm::v1::Dialect dialect, Losses& losses)
      : dialect_(dialect), places_(dialect), losses_(losses), user_(losses) {}

  void Add(const llm::v1::Message& message);

  /// Writes elements of the array that is open.
  void Write(json::Writer& writer);

 private:
  struct Turn {
    const llm::v1::Message* message;
    MessagePlace place;
    std::size_t first_result;
  };
  struct Result {
    const llm::v1::ContentBlock* block;
    BlockPlace place;
    bool own_ids = false;
    bool written = false;
  };

  void WriteInstruction(const Turn& turn, json::Writer& writer);
  std::size_t WriteAssistant(std::size_t begin, json::Writer& writer);
  void WriteResultsOf(const std::vector<std::string_view>& calls, json::Writer& writer);
  void WriteResult(Result& result, json::Writer& writer);
  void WriteOthers(const Turn& turn, json::Writer& writer);
  void WriteUser(std::string_view name, json::Writer& writer);
  Result* NextResult(std::string_view call_id);

  // Whether OpenAI knows the files that a message names by their ids.
  bool HasOwnIds(const llm::v1::Message& message) const;

  const llm::v1::Dialect dialect_;
  MessagePlaces places_;
  Losses& losses_;
  std::vector<Turn> turns_;
  std::vector<Result> results_;                                                // In the order of the turns.
  std::unordered_map<std::string_view, std::vector<std::size_t>> results_of_;  // By call id, last first.
  TranslatedContent user_;                                                     // What the next user's message says.
};

}  // namespace signalbox::dialect::openai_chat
