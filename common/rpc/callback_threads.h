#pragma once

namespace signalbox::rpc {

/// Keeps gRPC's callback threads until the process ends. Any thread; the first call counts.
///
/// gRPC 1.51 stops and joins those threads with the last channel or server that used them. When that is a channel whose
/// last share is held by a call that ends on one of those very threads, the thread "joins" itself, and their queue is
/// freed while it is in use.
void KeepCallbackThreads();

}  // namespace signalbox::rpc
