#include "common/http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace signalbox::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

/// A handler that can be told from others by what it writes.
Handler Named(std::string& called, std::string name) {
  return [&called, name = std::move(name)](const std::shared_ptr<Exchange>&) { called = name; };
}

class RouterTest : public ::testing::Test {
 protected:
  void Add(const std::string& method, const std::string& pattern) {
    router_.Add(method, pattern, Named(called_, method + " " + pattern));
  }

  /// The method and pattern of the route found, empty when none was.
  std::string Found(std::string_view method, std::string_view path) {
    match_ = router_.Find(method, path);
    called_.clear();
    if (match_.handler != nullptr) (*match_.handler)(nullptr);
    return called_;
  }

  Router router_;
  Router::Match match_;
  std::string called_;
};

TEST_F(RouterTest, FindsALiteralPath) {
  Add("GET", "/v1/models");

  EXPECT_EQ(Found("GET", "/v1/models"), "GET /v1/models");
  EXPECT_THAT(match_.parameters, IsEmpty());
}

TEST_F(RouterTest, NamesWhatAParameterMatched) {
  Add("GET", "/v1/sessions/{id}/messages/{message}");

  EXPECT_EQ(Found("GET", "/v1/sessions/s-1/messages/7"), "GET /v1/sessions/{id}/messages/{message}");
  EXPECT_THAT(match_.parameters, ElementsAre(Pair("id", "s-1"), Pair("message", "7")));
}

TEST_F(RouterTest, ARestParameterTakesSlashesToo) {
  Add("GET", "/v1/models/{id...}");

  EXPECT_EQ(Found("GET", "/v1/models/meta/llama-3/8b"), "GET /v1/models/{id...}");
  EXPECT_THAT(match_.parameters, ElementsAre(Pair("id", "meta/llama-3/8b")));
}

TEST_F(RouterTest, ParametersMatchAtLeastOneCharacter) {
  Add("GET", "/v1/sessions/{id}");
  Add("GET", "/v1/models/{id...}");

  EXPECT_EQ(Found("GET", "/v1/sessions/"), "");
  EXPECT_EQ(Found("GET", "/v1/models/"), "");
  EXPECT_EQ(Found("GET", "/v1/models"), "");
}

TEST_F(RouterTest, LiteralsWinOverParametersAndParametersOverRests) {
  Add("GET", "/key/{rest...}");
  Add("GET", "/key/{id}");
  Add("GET", "/key/list");

  EXPECT_EQ(Found("GET", "/key/list"), "GET /key/list");
  EXPECT_EQ(Found("GET", "/key/other"), "GET /key/{id}");
  EXPECT_EQ(Found("GET", "/key/other/more"), "GET /key/{rest...}");
}

TEST_F(RouterTest, ALiteralThatLeadsNowhereDoesNotHideAParameter) {
  Add("GET", "/a/b/d");
  Add("GET", "/a/{x}/c");
  Add("POST", "/a/{x}/d");

  EXPECT_EQ(Found("GET", "/a/b/c"), "GET /a/{x}/c");
  EXPECT_THAT(match_.parameters, ElementsAre(Pair("x", "b")));
  EXPECT_EQ(Found("POST", "/a/b/d"), "POST /a/{x}/d");
}

TEST_F(RouterTest, ATrailingSlashIsAnotherPath) {
  Add("GET", "/console/");

  EXPECT_EQ(Found("GET", "/console/"), "GET /console/");
  EXPECT_EQ(Found("GET", "/console"), "");
  EXPECT_EQ(Found("GET", "/console//"), "");
}

TEST_F(RouterTest, AForgivingRouteIsFoundHoweverItsSlashesAreWritten) {
  router_.Add("POST", "/v1/chat/completions", Named(called_, "chat"), Router::Spelling::kForgiving);
  router_.Add("POST", "/v1/models/{target...}", Named(called_, "models"), Router::Spelling::kForgiving);
  Add("POST", "/key/generate");

  for (const char* path : {"/v1/chat/completions", "/v1/chat/completions/", "//v1/chat/completions",
                           "/v1//chat/completions", "///v1//chat///completions//"}) {
    EXPECT_EQ(Found("POST", path), "chat") << path;
  }
  EXPECT_EQ(Found("POST", "//v1/models/a/b:count/"), "models");
  EXPECT_THAT(match_.parameters, ElementsAre(Pair("target", "a/b:count")));
  EXPECT_EQ(Found("GET", "//v1/chat/completions"), "");
  EXPECT_EQ(match_.allow, "POST");
}

TEST_F(RouterTest, AnExactRouteIsNotFoundByAnotherSpelling) {
  Add("POST", "/key/generate");

  for (const char* path : {"//key/generate", "/key//generate", "/key/generate/", "key/generate", ""}) {
    EXPECT_EQ(Found("POST", path), "") << path;
    EXPECT_EQ(match_.allow, "") << path;
  }
}

TEST_F(RouterTest, AnUnknownPathAllowsNothing) {
  Add("GET", "/v1/models");

  EXPECT_EQ(Found("GET", "/v1/other"), "");
  EXPECT_EQ(match_.allow, "");
}

TEST_F(RouterTest, AnotherMethodTellsWhichOnesThereAre) {
  Add("POST", "/v1/sessions/{id}");
  Add("DELETE", "/v1/sessions/{id}");
  Add("GET", "/v1/sessions/{rest...}");

  EXPECT_EQ(Found("PUT", "/v1/sessions/1"), "");
  EXPECT_EQ(match_.allow, "DELETE, GET, HEAD, POST");
}

TEST_F(RouterTest, HeadIsAnsweredByGetUnlessItHasItsOwnRoute) {
  Add("GET", "/a");
  Add("GET", "/b");
  Add("HEAD", "/b");

  EXPECT_EQ(Found("HEAD", "/a"), "GET /a");
  EXPECT_EQ(Found("HEAD", "/b"), "HEAD /b");
}

TEST_F(RouterTest, MethodsAreCaseSensitive) {
  Add("GET", "/a");

  EXPECT_EQ(Found("get", "/a"), "");
  EXPECT_EQ(match_.allow, "GET, HEAD");
}

using RouterDeathTest = RouterTest;

TEST_F(RouterDeathTest, ARouteAddedTwiceEndsTheProcess) {
  Add("GET", "/a/{x}");

  EXPECT_DEATH(Add("GET", "/a/{y}"), "is there already");
}

TEST_F(RouterDeathTest, ARestBeforeTheEndEndsTheProcess) {
  EXPECT_DEATH(Add("GET", "/a/{x...}/b"), "only the last");
}

}  // namespace
}  // namespace signalbox::http
