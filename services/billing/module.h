#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "common/app/module.h"
#include "services/billing/config.h"
#include "services/billing/domain/rate_card.h"

namespace signalbox::billing {

/// Billing: keeps the one ledger behind every number. A leaf: it calls no other service.
class Module final : public app::Module {
 public:
  static constexpr std::string_view kName = "billing";

  /// Errors: kInvalidArgument for wrong settings, and for a rate card file that cannot be read, naming file and line.
  static absl::StatusOr<std::unique_ptr<Module>> Create(config::Reader section, const app::Channels& channels);

  static absl::Status Migrate(config::Reader section);

  ~Module() override;

  void Register(grpc::ServerBuilder& builder) override;

  /// Checks the schema, loads the rate cards into it and makes the partitions of the next months.
  absl::Status Start() override;

  absl::Status Ready() const override;

 private:
  struct Parts;
  explicit Module(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace signalbox::billing
