#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace signalbox::http {

class Connection;

/// Names a connection for good: the place in the table is used again, the pair is not. Generation 0 is no connection.
struct ConnectionId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;

  std::uint64_t Tag() const { return std::uint64_t{generation} << 32 | slot; }
  static ConnectionId FromTag(std::uint64_t tag) {
    return {static_cast<std::uint32_t>(tag), static_cast<std::uint32_t>(tag >> 32)};
  }
};

/// The connections of one reactor thread.
class ConnectionTable {
 public:
  ConnectionTable();
  ~ConnectionTable();

  /// The id under which the next Put will store.
  ConnectionId Reserve();
  void Put(ConnectionId id, std::unique_ptr<Connection> connection);
  Connection* Find(ConnectionId id) const;
  std::unique_ptr<Connection> Take(ConnectionId id);

  std::vector<ConnectionId> All() const;

 private:
  struct Slot {
    std::uint32_t generation = 1;
    std::unique_ptr<Connection> connection;
  };
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_;
};

}  // namespace signalbox::http
