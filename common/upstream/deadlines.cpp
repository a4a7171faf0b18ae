#include "common/upstream/deadlines.h"

namespace signalbox::upstream {

void Deadlines::Set(DeadlineEntry& entry, SteadyTime due) {
  entry.due_ = due;
  if (entry.position_ == DeadlineEntry::kNowhere) {
    entry.position_ = heap_.size();
    heap_.push_back(&entry);
  }
  Up(entry.position_);
  Down(entry.position_);
}

void Deadlines::Remove(DeadlineEntry& entry) {
  const std::size_t position = entry.position_;
  if (position == DeadlineEntry::kNowhere) return;
  entry.position_ = DeadlineEntry::kNowhere;
  DeadlineEntry* last = heap_.back();
  heap_.pop_back();
  if (last == &entry) return;
  Place(last, position);
  Up(position);
  Down(last->position_);
}

void Deadlines::Place(DeadlineEntry* entry, std::size_t position) {
  heap_[position] = entry;
  entry->position_ = position;
}

void Deadlines::Up(std::size_t position) {
  DeadlineEntry* const entry = heap_[position];
  while (position > 0) {
    const std::size_t parent = (position - 1) / 2;
    if (heap_[parent]->due_ <= entry->due_) break;
    Place(heap_[parent], position);
    position = parent;
  }
  Place(entry, position);
}

void Deadlines::Down(std::size_t position) {
  DeadlineEntry* const entry = heap_[position];
  while (true) {
    std::size_t child = 2 * position + 1;
    if (child >= heap_.size()) break;
    if (child + 1 < heap_.size() && heap_[child + 1]->due_ < heap_[child]->due_) ++child;
    if (entry->due_ <= heap_[child]->due_) break;
    Place(heap_[child], position);
    position = child;
  }
  Place(entry, position);
}

}  // namespace signalbox::upstream
