#include "common/app/main.h"

#include "gateway/module.h"
#include "services/billing/module.h"
#include "services/health/module.h"
#include "services/identity/module.h"
#include "services/memory/module.h"
#include "services/router/module.h"

using namespace signalbox;

/// The whole product in one process.
///
/// Leaves first: a module may call those before it. They are stopped in reverse.
int main(int argc, char** argv) {
  return app::Main<billing::Module, memory::Module, identity::Module, router::Module, health::Module, gateway::Module>(
      argc, argv);
}
