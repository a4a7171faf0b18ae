#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

/// One thing a connection does while it answers.
struct Step {
  enum class Kind {
    kWrite,
    kWait,   ///< Lets `wait` pass.
    kHold,   ///< Goes on when released.
    kStall,  ///< Never goes on.
    kClose,  ///< Closes the connection.
    kReset,  ///< Resets the connection.
  };
  Kind kind = Kind::kWrite;
  std::string bytes;  ///< Of a kWrite.
  bool head = false;  ///< Whether a kWrite completes the head.
  int chunks = 0;     ///< How many chunks a kWrite completes.
  std::chrono::microseconds wait{0};
};

/// Everything a connection does to answer one request. After the last step it reads the next one.
using Plan = std::vector<Step>;

/// What a broken off stream leaves behind.
struct Halves {
  std::string json;   ///< An event with half its JSON.
  std::string event;  ///< Half an event.
};

/// Makes the plan of an answer: obeys the script's gates, stalls and cuts, and joins writes that nothing separates.
class PlanBuilder {
 public:
  /// `script` must outlive the builder. `chunked` frames chunks as HTTP chunked coding does.
  PlanBuilder(const Script& script, bool chunked, Halves halves = {});

  void Head(std::string_view head);
  void Chunk(std::string_view bytes);
  void Wait(std::chrono::microseconds wait);

  /// Ends the body and takes the plan.
  Plan Finish();

 private:
  bool Enter(int position);  // Gates before the head or a chunk; false when the answer has ended.
  void Write(std::string_view bytes, bool head, int chunks);
  void WriteBody(std::string_view bytes, int chunks);
  void Leave();  // The cut after a chunk.
  void Break();
  Step::Kind Abruptly() const;
  void Frame(std::string_view bytes, int chunks);
  void Stop(Step::Kind kind);

  const Script& script_;
  bool chunked_;
  Halves halves_;
  bool ended_ = false;
  int chunk_ = 0;
  int body_bytes_ = 0;
  Plan plan_;
};

}  // namespace signalbox::fake_provider
