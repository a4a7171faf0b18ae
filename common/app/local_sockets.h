#pragma once

#include <string>
#include <string_view>

namespace signalbox::app {

/// Where the modules of one process listen for each other: Unix sockets in a private folder (mode 0700).
///
/// Not abstract sockets: those have no permissions, so any user of the machine could call a service and name any
/// principal. The folder is made at the first use and removed with the last process exit handler; one per process. Any
/// thread.
std::string LocalAddress(std::string_view service);

/// Removes the folder; called once, after every server has stopped.
void RemoveLocalSockets();

}  // namespace signalbox::app
