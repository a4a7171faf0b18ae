#include "common/app/main.h"

#include "services/memory/module.h"

int main(int argc, char** argv) {
  return signalbox::app::Main<signalbox::memory::Module>(argc, argv);
}
