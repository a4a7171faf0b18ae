#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/support/fake_provider/gates.h"
#include "tests/support/fake_provider/http.h"
#include "tests/support/fake_provider/plan.h"
#include "tests/support/fake_provider/recorder.h"
#include "tests/support/fake_provider/script_book.h"

namespace signalbox::fake_provider {

/// What a connection needs to answer one request.
struct Answer {
  Plan plan;
  std::shared_ptr<Record> record;  ///< nullptr when nothing is recorded.
  std::shared_ptr<Gate> gate;      ///< nullptr when the plan holds nowhere.
};

/// The provider's own endpoints: POST /v1/chat/completions and GET /v1/models. One thread.
class Provider {
 public:
  struct Options {
    std::string require_key;  ///< Empty: any key will do, also none.
    bool record = true;
  };

  explicit Provider(const Options& options) : options_(options), recorder_(options.record) {}

  Answer Handle(std::uint64_t connection, const HttpRequest& request);

  ScriptBook& scripts() { return scripts_; }
  Recorder& recorder() { return recorder_; }
  Gates& gates() { return gates_; }

 private:
  Plan MakePlan(const HttpRequest& request, std::string& model);
  Plan ChatCompletions(const HttpRequest& request, std::string& model);
  Plan Models(std::string& model);
  bool IsKeyRefused(const HttpRequest& request) const;

  Options options_;
  ScriptBook scripts_;
  Recorder recorder_;
  Gates gates_;
};

}  // namespace signalbox::fake_provider
