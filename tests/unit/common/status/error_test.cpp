#include "common/status/error.h"

#include <gtest/gtest.h>

#include "common/status/macros.h"

namespace signalbox {
namespace {

TEST(Error, KeepsCodeReasonMessageAndMetadata) {
  const absl::Status status =
      Error(absl::StatusCode::kNotFound, "MODEL_NOT_FOUND", "no such model", {{"field", "model"}, {"model", "x\ny"}});

  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(status), "MODEL_NOT_FOUND");
  EXPECT_EQ(MessageOf(status), "no such model");
  EXPECT_EQ(MetadataOf(status), (ErrorMetadata{{"field", "model"}, {"model", "x y"}}));
}

TEST(Error, HasNeitherReasonNorMetadataUnlessGiven) {
  const absl::Status status = absl::InternalError("broken");

  EXPECT_EQ(ReasonOf(status), "");
  EXPECT_TRUE(MetadataOf(status).empty());
}

absl::Status LeavesEarly(const absl::Status& first, bool& reached) {
  RETURN_IF_ERROR(first);
  reached = true;
  return absl::OkStatus();
}

TEST(ReturnIfError, LeavesWithTheFirstFailureAndGoesOnOtherwise) {
  bool reached = false;

  EXPECT_EQ(LeavesEarly(absl::AbortedError("a"), reached).code(), absl::StatusCode::kAborted);
  EXPECT_FALSE(reached);
  EXPECT_TRUE(LeavesEarly(absl::OkStatus(), reached).ok());
  EXPECT_TRUE(reached);
}

absl::StatusOr<int> Doubled(absl::StatusOr<int> input) {
  ASSIGN_OR_RETURN(const int value, std::move(input));
  return 2 * value;
}

TEST(AssignOrReturn, TakesTheValueOrPassesTheFailureOn) {
  EXPECT_EQ(*Doubled(21), 42);
  EXPECT_EQ(Doubled(absl::NotFoundError("")).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace signalbox
