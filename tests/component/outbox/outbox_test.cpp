#include "gateway/outbox/outbox.h"

#include <atomic>
#include <fstream>
#include <future>
#include <numeric>
#include <thread>

#include <fmt/format.h>
#include <sys/stat.h>

#include "gateway/outbox/outbox_file.h"
#include "tests/component/outbox/fake_billing.h"
#include "tests/component/outbox/temporary_folder.h"

namespace signalbox::gateway {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;

billing::v1::Entry EntryWithId(const std::string& id) {
  billing::v1::Entry entry;
  entry.set_entry_id(id);
  entry.set_model("demo");
  return entry;
}

std::vector<std::string> Ids(int count) {
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i) ids.push_back(fmt::format("entry-{:04}", i));
  return ids;
}

absl::Status Away(const billing::v1::RecordRequest&) {
  return absl::UnavailableError("billing is away");
}

class OutboxTest : public ::testing::Test {
 protected:
  OutboxOptions Options() const {
    OutboxOptions options;
    options.path = folder_.File("outbox.sqlite");
    options.linger = std::chrono::milliseconds(1);
    options.retry_min = std::chrono::milliseconds(1);
    options.retry_max = std::chrono::milliseconds(4);
    return options;
  }

  std::unique_ptr<Outbox> OpenWith(const OutboxOptions& options) {
    absl::StatusOr<std::unique_ptr<Outbox>> outbox = Outbox::Open(options, std::make_unique<FakeBilling>(book_));
    EXPECT_TRUE(outbox.ok()) << outbox.status();
    return *std::move(outbox);
  }

  absl::Status OpenStatus() { return Outbox::Open(Options(), std::make_unique<FakeBilling>(book_)).status(); }

  static absl::Status AppendAndWait(Outbox& outbox, billing::v1::Entry entry) {
    std::promise<absl::Status> answered;
    outbox.Append(std::move(entry), [&](const absl::Status& status) { answered.set_value(status); });
    return answered.get_future().get();
  }

  static void AppendAll(Outbox& outbox, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) ASSERT_TRUE(AppendAndWait(outbox, EntryWithId(id)).ok());
  }

  std::vector<RejectedEntry> RejectedInFile() {
    auto file = OutboxFile::Open(Options().path, false);
    return *(*file)->Rejected();
  }

  TemporaryFolder folder_;
  std::shared_ptr<BillingBook> book_ = std::make_shared<BillingBook>();
};

TEST_F(OutboxTest, BillingGetsEntriesInTheOrderInWhichTheyCame) {
  const auto outbox = OpenWith(Options());

  for (const std::string& id : Ids(1'000)) outbox->Append(EntryWithId(id), [](const absl::Status&) {});

  ASSERT_TRUE(book_->WaitForEntries(1'000));
  EXPECT_EQ(book_->ids(), Ids(1'000));
}

TEST_F(OutboxTest, DoneRunsInOrderAndOnceForEachEntry) {
  std::vector<int> order;
  {
    const auto outbox = OpenWith(Options());
    for (int i = 0; i < 500; ++i) {
      outbox->Append(EntryWithId(std::to_string(i)), [&order, i](const absl::Status&) { order.push_back(i); });
    }
  }
  std::vector<int> expected(500);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(order, expected);
}

TEST_F(OutboxTest, NoCallCarriesMoreThanTheBatchSize) {
  book_->AnswerWith(Away);
  OutboxOptions options = Options();
  options.batch_size = 7;
  const auto outbox = OpenWith(options);
  AppendAll(*outbox, Ids(50));

  book_->AnswerWith(nullptr);

  ASSERT_TRUE(book_->WaitForEntries(50));
  EXPECT_THAT(book_->sizes(), Each(Le(7)));
  EXPECT_EQ(book_->ids(), Ids(50));
}

TEST_F(OutboxTest, GroupsStoredUnderALargerBatchSizeAreCutToTheSmallerOne) {
  book_->AnswerWith(Away);
  {
    const auto outbox = OpenWith(Options());
    for (const std::string& id : Ids(200)) outbox->Append(EntryWithId(id), [](const absl::Status&) {});
  }
  book_->AnswerWith(nullptr);
  OutboxOptions options = Options();
  options.batch_size = 3;

  const auto outbox = OpenWith(options);

  ASSERT_TRUE(book_->WaitForEntries(200));
  EXPECT_THAT(book_->sizes(), Each(Le(3)));
  EXPECT_EQ(book_->ids(), Ids(200));
}

TEST_F(OutboxTest, EntriesOutliveARestart) {
  book_->AnswerWith(Away);
  {
    const auto outbox = OpenWith(Options());
    AppendAll(*outbox, Ids(20));
  }
  book_->AnswerWith(nullptr);

  const auto outbox = OpenWith(Options());

  ASSERT_TRUE(book_->WaitForEntries(20));
  EXPECT_EQ(book_->ids(), Ids(20));
}

TEST_F(OutboxTest, WhatBillingTookIsNotSentAgainAfterARestart) {
  {
    const auto outbox = OpenWith(Options());
    AppendAll(*outbox, Ids(20));
    ASSERT_TRUE(book_->WaitForEntries(20));
  }

  const auto outbox = OpenWith(Options());

  EXPECT_EQ(outbox->Depth(), 0u);
  AppendAll(*outbox, {"last"});
  ASSERT_TRUE(book_->WaitForEntries(21));
  EXPECT_EQ(book_->ids().back(), "last");
  EXPECT_THAT(book_->ids(), SizeIs(21));
}

TEST_F(OutboxTest, EntriesWaitWhileBillingIsAwayAndGoWhenItIsBack) {
  book_->AnswerWith(Away);
  const auto outbox = OpenWith(Options());
  AppendAll(*outbox, Ids(10));
  ASSERT_TRUE(book_->WaitForCalls(5));
  EXPECT_EQ(outbox->Depth(), 10u);
  EXPECT_THAT(book_->ids(), IsEmpty());

  book_->AnswerWith(nullptr);

  ASSERT_TRUE(book_->WaitForEntries(10));
  EXPECT_EQ(book_->ids(), Ids(10));
}

TEST_F(OutboxTest, AFullOutboxRefusesAndSaysSo) {
  book_->AnswerWith(Away);
  OutboxOptions options = Options();
  options.max_entries = 3;
  const auto outbox = OpenWith(options);
  AppendAll(*outbox, Ids(3));
  EXPECT_TRUE(outbox->Full());

  EXPECT_EQ(AppendAndWait(*outbox, EntryWithId("late")).code(), absl::StatusCode::kResourceExhausted);

  EXPECT_EQ(outbox->Depth(), 3u);
}

TEST_F(OutboxTest, AFullOutboxTakesEntriesAgainOnceBillingHasTakenSome) {
  book_->AnswerWith(Away);
  OutboxOptions options = Options();
  options.max_entries = 3;
  {
    const auto outbox = OpenWith(options);
    AppendAll(*outbox, Ids(3));
    book_->AnswerWith(nullptr);
    ASSERT_TRUE(book_->WaitForEntries(3));
  }
  const auto outbox = OpenWith(options);
  EXPECT_FALSE(outbox->Full());
  EXPECT_TRUE(AppendAndWait(*outbox, EntryWithId("next")).ok());
}

TEST_F(OutboxTest, InvalidEntriesAreSetAsideAndTheOthersArriveInOrder) {
  book_->AnswerWith([](const billing::v1::RecordRequest& request) {
    for (const auto& entry : request.entries()) {
      if (entry.entry_id() == "entry-0013" || entry.entry_id() == "entry-0027") {
        return absl::InvalidArgumentError("no such month");
      }
    }
    return absl::OkStatus();
  });
  std::vector<std::string> expected = Ids(40);
  std::erase(expected, "entry-0013");
  std::erase(expected, "entry-0027");
  {
    const auto outbox = OpenWith(Options());
    AppendAll(*outbox, Ids(40));
    ASSERT_TRUE(book_->WaitForEntries(38));
  }
  EXPECT_EQ(book_->ids(), expected);
  const std::vector<RejectedEntry> rejected = RejectedInFile();
  ASSERT_THAT(rejected, SizeIs(2));
  EXPECT_EQ(rejected[0].entry_id, "entry-0013");
  EXPECT_EQ(rejected[0].reason, "no such month");
  billing::v1::Entry kept;
  ASSERT_TRUE(kept.ParseFromString(rejected[1].wire));
  EXPECT_EQ(kept.entry_id(), "entry-0027");
}

TEST_F(OutboxTest, TextThatIsNotUtf8DoesNotSpoilAnEntry) {
  billing::v1::Entry entry = EntryWithId("one");
  entry.set_session_id("caf\xE9");
  const auto outbox = OpenWith(Options());

  ASSERT_TRUE(AppendAndWait(*outbox, entry).ok());

  ASSERT_TRUE(book_->WaitForEntries(1));
  EXPECT_THAT(book_->ids(), ElementsAre("one"));
}

TEST_F(OutboxTest, AnOversizedEntryIsRefused) {
  billing::v1::Entry entry = EntryWithId("one");
  entry.set_model(std::string(300 * 1024, 'm'));
  const auto outbox = OpenWith(Options());

  EXPECT_EQ(AppendAndWait(*outbox, entry).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(outbox->Depth(), 0u);
}

TEST_F(OutboxTest, AppendsFromManyThreadsAllArriveExactlyOnce) {
  const auto outbox = OpenWith(Options());
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = 0; i < 500; ++i) {
          outbox->Append(EntryWithId(fmt::format("{}-{}", thread, i)), [](const absl::Status&) {});
        }
      });
    }
  }
  ASSERT_TRUE(book_->WaitForEntries(2'000));
  std::vector<std::string> ids = book_->ids();
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
  EXPECT_THAT(ids, SizeIs(2'000));
}

TEST_F(OutboxTest, OnlyItsOwnerMayReadTheFile) {
  const auto outbox = OpenWith(Options());
  AppendAll(*outbox, Ids(1));
  for (const char* suffix : {"", "-wal"}) {
    struct stat facts {};
    ASSERT_EQ(::stat((Options().path + suffix).c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600u) << suffix;
  }
}

TEST_F(OutboxTest, AFileThatIsInUseCannotBeOpened) {
  const auto outbox = OpenWith(Options());

  const absl::Status status = OpenStatus();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.ToString(), HasSubstr(Options().path));
}

TEST_F(OutboxTest, AFileThatIsNoDatabaseIsAClearError) {
  std::ofstream(Options().path) << std::string(8'192, 'x');

  const absl::Status status = OpenStatus();

  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(status.ToString(), HasSubstr(Options().path));
}

TEST_F(OutboxTest, ADamagedFileIsAClearError) {
  book_->AnswerWith(Away);
  {
    const auto outbox = OpenWith(Options());
    AppendAll(*outbox, Ids(2'000));
  }
  std::fstream file(Options().path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(4'096);
  file << std::string(8 * 4'096, '\x5A');
  file.close();

  const absl::Status status = OpenStatus();

  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(status.ToString(), HasSubstr("unbilled"));
}

TEST_F(OutboxTest, AFolderThatDoesNotExistIsAClearError) {
  OutboxOptions options = Options();
  options.path = folder_.File("nowhere/outbox.sqlite");

  const absl::Status status = Outbox::Open(options, std::make_unique<FakeBilling>(book_)).status();

  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.ToString(), HasSubstr("nowhere"));
}

TEST_F(OutboxTest, ABatchSizeThatBillingWouldNotTakeIsRefused) {
  OutboxOptions options = Options();
  options.batch_size = 1'001;
  EXPECT_EQ(Outbox::Open(options, std::make_unique<FakeBilling>(book_)).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace signalbox::gateway
