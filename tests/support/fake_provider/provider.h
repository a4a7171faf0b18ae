#pragma once

#include <memory>
#include <string>

#include "tests/support/fake_provider/gates.h"
#include "tests/support/fake_provider/http.h"
#include "tests/support/fake_provider/options.h"
#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/recorder.h"
#include "tests/support/fake_provider/script_book.h"
#include "tests/support/fake_provider/vertex/token_office.h"

namespace signalbox::fake_provider {

/// What a connection needs to answer one request.
struct Answer {
  Plan plan;
  std::shared_ptr<Record> record;  ///< nullptr when nothing is recorded.
  std::shared_ptr<Gate> gate;      ///< nullptr when the plan holds nowhere.
};

/// The providers' own endpoints, whichever dialect a request speaks. One thread.
class Provider {
 public:
  explicit Provider(const Options& options) : options_(options), recorder_(options.record) {}

  Answer Handle(std::uint64_t connection, const HttpRequest& request);

  ScriptBook& scripts() { return scripts_; }
  Recorder& recorder() { return recorder_; }
  Gates& gates() { return gates_; }
  vertex::TokenOffice& tokens() { return tokens_; }

 private:
  Options options_;
  ScriptBook scripts_;
  Recorder recorder_;
  Gates gates_;
  vertex::TokenOffice tokens_;
};

}  // namespace signalbox::fake_provider
