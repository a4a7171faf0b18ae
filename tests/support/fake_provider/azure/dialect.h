#pragma once

#include "tests/support/fake_provider/openai/dialect.h"

namespace signalbox::fake_provider::azure {

/// OpenAI's dialect with the errors of Azure's gateway in front of it.
class AzureDialect : public openai::OpenAiDialect {
 public:
  std::string Headers() const override;
  Reply Error(const ErrorKind& kind, std::string_view message, std::string_view where) const override;
};

/// The one object of it.
const Dialect& Azure();

}  // namespace signalbox::fake_provider::azure
