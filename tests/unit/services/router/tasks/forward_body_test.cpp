#include "services/router/tasks/forward_body.h"

#include <gtest/gtest.h>

namespace signalbox::router {
namespace {

constexpr char kForm[] = "multipart/form-data; boundary=b0";

TEST(ForwardBodyTest, OfJsonTheModelAloneChanges) {
  EXPECT_EQ(*SetModel(R"({ "n":1.0,"model" : "m","x":{"model":"y"}})", "application/json", "up"),
            R"({ "n":1.0,"model" : "up","x":{"model":"y"}})");
}

TEST(ForwardBodyTest, AModelThatIsMissingIsAdded) {
  EXPECT_EQ(*SetModel(R"({"input":"x"})", "application/json; charset=utf-8", "up"), R"({"input":"x","model":"up"})");
}

TEST(ForwardBodyTest, OfAFormTheModelAloneChanges) {
  const std::string before = "--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n";
  const std::string after = "\r\n--b0\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nmodel\r\n--b0--\r\n";

  EXPECT_EQ(*SetModel(before + "m" + after, kForm, "up"), before + "up" + after);
}

TEST(ForwardBodyTest, AModelThatAFormLacksIsAddedInFront) {
  const std::string form = "--b0\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nx\r\n--b0--\r\n";

  EXPECT_EQ(*SetModel(form, kForm, "up"),
            "--b0\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nup\r\n" + form);
}

TEST(ForwardBodyTest, WhatIsNotOfItsTypeIsInvalid) {
  EXPECT_EQ(SetModel("{", "application/json", "up").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SetModel("[]", "application/json", "up").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(SetModel("--b1\r\n", kForm, "up").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(ForwardBodyTest, OnlyJsonAndFormsCanBeEdited) {
  EXPECT_TRUE(CanSetModel("application/json"));
  EXPECT_TRUE(CanSetModel(kForm));
  EXPECT_FALSE(CanSetModel("multipart/form-data"));
  EXPECT_FALSE(CanSetModel("text/plain"));
  EXPECT_FALSE(CanSetModel(""));
}

}  // namespace
}  // namespace signalbox::router
