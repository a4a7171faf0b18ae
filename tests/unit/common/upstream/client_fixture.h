#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "common/upstream/client.h"
#include "tests/support/fake_provider/process.h"
#include "tests/unit/common/upstream/recording_observer.h"

namespace signalbox::upstream {

/// A client and a provider on the loopback address.
class ClientTest : public ::testing::Test {
 protected:
  Request Chat(const std::string& model, bool stream = false) const {
    Request request;
    request.url = provider_.openai_url() + "/chat/completions";
    request.headers = {{"content-type", "application/json"}};
    request.body = R"({"model":")" + model + R"(","messages":[],"stream":)" + (stream ? "true}" : "false}");
    request.allow_private = true;
    return request;
  }

  Request Models() const {
    Request request;
    request.method = "GET";
    request.url = provider_.openai_url() + "/models";
    request.allow_private = true;
    return request;
  }

  std::shared_ptr<RecordingObserver> Start(Request request) {
    auto observer = std::make_shared<RecordingObserver>();
    transfer_ = client_->Start(std::move(request), observer);
    return observer;
  }

  test::FakeProvider provider_;
  std::unique_ptr<Client> client_ = std::make_unique<Client>(ClientOptions{});
  std::shared_ptr<Transfer> transfer_;  // The last one started.
};

}  // namespace signalbox::upstream
