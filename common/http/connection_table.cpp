#include "common/http/connection_table.h"

#include <utility>

#include "common/http/connection.h"

namespace signalbox::http {

ConnectionTable::ConnectionTable() = default;
ConnectionTable::~ConnectionTable() = default;

ConnectionId ConnectionTable::Reserve() {
  if (free_.empty()) {
    slots_.emplace_back();
    free_.push_back(static_cast<std::uint32_t>(slots_.size() - 1));
  }
  return {free_.back(), slots_[free_.back()].generation};
}

void ConnectionTable::Put(ConnectionId id, std::unique_ptr<Connection> connection) {
  slots_[id.slot].connection = std::move(connection);
  free_.pop_back();
}

Connection* ConnectionTable::Find(ConnectionId id) const {
  if (id.slot >= slots_.size() || slots_[id.slot].generation != id.generation) return nullptr;
  return slots_[id.slot].connection.get();
}

std::unique_ptr<Connection> ConnectionTable::Take(ConnectionId id) {
  if (Find(id) == nullptr) return nullptr;
  Slot& slot = slots_[id.slot];
  if (++slot.generation == 0) slot.generation = 1;
  free_.push_back(id.slot);
  return std::move(slot.connection);
}

std::vector<ConnectionId> ConnectionTable::All() const {
  std::vector<ConnectionId> all;
  for (std::uint32_t slot = 0; slot < slots_.size(); ++slot) {
    if (slots_[slot].connection) all.push_back({slot, slots_[slot].generation});
  }
  return all;
}

}  // namespace signalbox::http
