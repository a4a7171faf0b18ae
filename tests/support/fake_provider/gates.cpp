#include "tests/support/fake_provider/gates.h"

#include <utility>
#include <vector>

#include "tests/support/fake_provider/script.h"

namespace signalbox::fake_provider {

void Gate::Enter(std::function<void()> pass) {
  if (releases_ == 0) {
    waiting_ = std::move(pass);
    return;
  }
  --releases_;
  pass();
}

void Gate::Release(int times) {
  releases_ += times;
  if (!waiting_ || releases_ == 0) return;
  --releases_;
  std::exchange(waiting_, nullptr)();
}

std::shared_ptr<Gate> Gates::Open(std::string model) {
  std::erase_if(gates_, [](const auto& entry) { return entry.second.expired(); });
  auto gate = std::make_shared<Gate>();
  gates_.emplace(std::move(model), gate);
  return gate;
}

int Gates::Release(std::string_view model, int times) {
  std::vector<std::shared_ptr<Gate>> matching;
  for (const auto& [name, weak] : gates_) {
    if (name != model && SplitModel(name).first != model) continue;
    if (auto gate = weak.lock()) matching.push_back(std::move(gate));
  }
  for (const auto& gate : matching) gate->Release(times);
  return static_cast<int>(matching.size());
}

}  // namespace signalbox::fake_provider
