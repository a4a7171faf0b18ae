#include "common/app/main.h"

#include "gateway/module.h"

int main(int argc, char** argv) {
  return signalbox::app::Main<signalbox::gateway::Module>(argc, argv);
}
