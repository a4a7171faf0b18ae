#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "gateway/admission/caller.h"

namespace signalbox::gateway {

/// Proof that a request was admitted. Only Admission makes one, and nothing can be generated without one.
///
/// Its id is the idempotency key of every charge. Moved along with the request; spent once.
class AdmissionTicket {
 public:
  AdmissionTicket(AdmissionTicket&&) = default;
  AdmissionTicket& operator=(AdmissionTicket&&) = default;

  const std::string& id() const { return id_; }  ///< A UUID of ours.
  const Caller& caller() const { return *caller_; }
  const Principal& principal() const { return caller_->principal; }
  TimePoint arrival_time() const { return arrival_time_; }  ///< When the request arrived.

 private:
  friend class Admission;
  AdmissionTicket(std::string id, std::shared_ptr<const Caller> caller, TimePoint arrival_time)
      : id_(std::move(id)), caller_(std::move(caller)), arrival_time_(arrival_time) {}

  std::string id_;
  std::shared_ptr<const Caller> caller_;
  TimePoint arrival_time_;
};

}  // namespace signalbox::gateway
