#include "gateway/inference/input_page.h"

#include <algorithm>
#include <charconv>

#include "common/dialect/field_error.h"
#include "common/json/writer.h"
#include "common/status/macros.h"
#include "gateway/transcode/query.h"

namespace signalbox::gateway {
namespace {

using dialect::BadField;
using dialect::openai_responses::InputItem;

absl::StatusOr<std::size_t> LimitFrom(const std::string& text) {
  constexpr std::size_t kMost = 100;
  std::size_t limit = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, limit);
  if (error == std::errc() && end == last && limit >= 1 && limit <= kMost) return limit;
  return BadField("limit", "expected 1 to 100");
}

void WriteId(const std::vector<InputItem>& items, std::size_t at, json::Writer& writer) {
  writer.String(at < items.size() ? std::string_view(items[at].id) : std::string_view());
}

}  // namespace

absl::StatusOr<InputPage> ReadInputPage(std::string_view query) {
  ASSIGN_OR_RETURN(const auto parameters, ParseQuery(query));
  InputPage page;
  for (const auto& [name, value] : parameters) {
    if (name == "limit") {
      ASSIGN_OR_RETURN(page.limit, LimitFrom(value));
    } else if (name == "order") {
      if (value != "asc" && value != "desc") return BadField("order", "expected asc or desc");
      page.descending = value == "desc";
    } else if (name == "after") {
      page.after = value;
    }
  }
  return page;
}

absl::StatusOr<std::string> InputPageBody(const std::vector<InputItem>& all, const InputPage& page) {
  std::vector<InputItem> items = all;
  if (page.descending) std::reverse(items.begin(), items.end());
  if (!page.after.empty()) {
    const auto last = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == page.after; });
    if (last == items.end()) return BadField("after", "is no item of this response");
    items.erase(items.begin(), last + 1);
  }
  const bool more = items.size() > page.limit;
  if (more) items.resize(page.limit);
  json::Writer writer;
  writer.BeginObject().Key("object").String("list").Key("data").BeginArray();
  for (const InputItem& item : items) writer.Raw(item.json);
  writer.EndArray().Key("first_id");
  WriteId(items, 0, writer);
  writer.Key("last_id");
  WriteId(items, items.empty() ? 0 : items.size() - 1, writer);
  writer.Key("has_more").Bool(more).EndObject();
  return writer.Take();
}

}  // namespace signalbox::gateway
