#include "common/dialect/multipart.h"

#include <gtest/gtest.h>

namespace signalbox::dialect {
namespace {

std::string FieldOf(const std::string& body, std::string_view boundary, std::string_view name) {
  const auto field = FindFormField(body, boundary, name);
  if (!field.ok()) return "no form";
  if (!*field) return "absent";
  return body.substr((*field)->begin, (*field)->end - (*field)->begin);
}

std::string Part(const std::string& disposition, const std::string& content) {
  return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

TEST(Multipart, TheBoundaryIsFoundHoweverItIsWritten) {
  EXPECT_EQ(BoundaryOf("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(BoundaryOf("Multipart/Form-Data; charset=utf-8; Boundary=\"a;b\""), "a;b");
  EXPECT_EQ(BoundaryOf("application/json; boundary=abc"), std::nullopt);
  EXPECT_EQ(BoundaryOf("multipart/form-data"), std::nullopt);
  EXPECT_EQ(BoundaryOf("multipart/form-data; boundary=" + std::string(71, 'x')), std::nullopt);
}

TEST(Multipart, AFieldIsFoundAmongFilesWithoutBeingTakenForOne) {
  const std::string body = Part("name=\"file\"; filename=\"model\"", "name=\"model\"\r\n--bb\r\n\0x") +
                           Part("name=\"model\"", "whisper-1") + Part("name=\"empty\"", "") + "--b--\r\n";
  EXPECT_EQ(FieldOf(body, "b", "model"), "whisper-1");
  EXPECT_EQ(FieldOf(body, "b", "empty"), "");
  EXPECT_EQ(FieldOf(body, "b", "absent"), "absent");
}

TEST(Multipart, WhatTwoReadersCouldTakeDifferentlyIsRefused) {
  const std::string end = "--b--\r\n";
  EXPECT_EQ(FieldOf(Part("name=\"model\"", "cheap") + Part("name=\"model\"", "dear") + end, "b", "model"), "no form");
  EXPECT_EQ(FieldOf(Part("name=\"model\"; filename=\"a.bin\"", "dear") + end, "b", "model"), "no form");
  EXPECT_EQ(FieldOf("preamble\r\n" + Part("name=\"model\"", "m") + end, "b", "model"), "no form");
}

TEST(Multipart, WhatIsNoFormIsRefused) {
  const std::string body = Part("name=\"model\"", "m") + "--b--\r\n";
  EXPECT_EQ(FieldOf(body, "other", "model"), "no form");
  EXPECT_EQ(FieldOf("", "b", "model"), "no form");
  EXPECT_EQ(FieldOf("--b\r\n", "b", "model"), "no form");
  EXPECT_EQ(FieldOf("--b\r\n" + std::string(20'000, 'h') + "\r\n\r\nx\r\n--b--", "b", "model"), "no form");
  for (std::size_t cut = 0; cut + 4 < body.size(); ++cut)
    EXPECT_EQ(FieldOf(body.substr(0, cut), "b", "model"), "no form");
}

TEST(Multipart, TooManyPartsAreRefused) {
  std::string body;
  for (int i = 0; i < 1'001; ++i) body += Part("name=\"a\"", "b");
  EXPECT_EQ(FieldOf(body + "--b--\r\n", "b", "model"), "no form");
}

}  // namespace
}  // namespace signalbox::dialect
