#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/component/router/router_service.h"

namespace signalbox::router {

/// The router before a provider that fails as a script says.
class Failures : public ::testing::Test {
 protected:
  RouterService& Serve(const std::vector<ServedBy>& deployments, std::string_view settings = "") {
    service_ = std::make_unique<RouterService>(database_, Providers(demo_, deployments, settings));
    return *service_;
  }

  const test::FakeProvider demo_;
  const support::Postgres database_;
  std::unique_ptr<RouterService> service_;
};

}  // namespace signalbox::router
