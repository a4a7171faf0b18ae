#pragma once

#include <vector>

#include "common/app/module_type.h"

namespace signalbox::app {

/// Runs the command line of a program made of `types`; returns the exit code. See Main.
int Run(const std::vector<ModuleType>& types, int argc, char** argv);

/// A program that runs `Modules` in one process, started in this order and stopped in its reverse.
///
///   PROGRAM [serve|migrate|bootstrap] --config FILE [--check-config] [--print-config] [--version]
template <typename... Modules>
int Main(int argc, char** argv) {
  return Run({TypeOf<Modules>()...}, argc, argv);
}

}  // namespace signalbox::app
