#include "gateway/admission/admission.h"

#include <type_traits>

#include <gtest/gtest.h>

#include "common/context/ids.h"
#include "common/status/error.h"
#include "tests/unit/gateway/core/fake_services.h"

namespace signalbox::gateway {
namespace {

const TimePoint kNow{std::chrono::seconds(1'700'000'000)};

class AdmissionTest : public ::testing::Test {
 protected:
  static std::shared_ptr<const Caller> CallerOf(std::vector<std::string> models) {
    auto caller = std::make_shared<Caller>();
    caller->principal.key_id = "a";
    caller->models = NameList(std::move(models));
    return caller;
  }

  std::shared_ptr<FakeLedger> ledger_ = std::make_shared<FakeLedger>();
  Admission admission_{ledger_};
};

static_assert(!std::is_default_constructible_v<AdmissionTicket>);
static_assert(!std::is_copy_constructible_v<AdmissionTicket>, "a ticket is spent once");
static_assert(!std::is_constructible_v<AdmissionTicket, std::string, std::shared_ptr<const Caller>, TimePoint>,
              "only Admission makes tickets");

TEST_F(AdmissionTest, TicketNamesTheCallerAndIsNewEachTime) {
  const auto first = admission_.Admit(CallerOf({}), "gpt", kNow);
  const auto second = admission_.Admit(CallerOf({}), "gpt", kNow);

  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE(IsUuid(first->id()));
  EXPECT_NE(first->id(), second->id());
  EXPECT_EQ(first->principal().key_id, "a");
  EXPECT_EQ(first->arrival_time(), kNow);
}

TEST_F(AdmissionTest, AKeyWithModelsMayUseThoseOnly) {
  EXPECT_TRUE(admission_.Admit(CallerOf({"gpt", "claude"}), "claude", kNow).ok());

  const auto refused = admission_.Admit(CallerOf({"gpt", "claude"}), "gpt-4", kNow);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ReasonOf(refused.status()), "MODEL_NOT_ALLOWED");
}

TEST_F(AdmissionTest, NothingIsAdmittedThatCouldNotBeWrittenDown) {
  ledger_->full = true;

  const auto refused = admission_.Admit(CallerOf({}), "gpt", kNow);

  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(refused.status()), "LEDGER_FULL");
}

}  // namespace
}  // namespace signalbox::gateway
