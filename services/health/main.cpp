#include "common/app/main.h"

#include "services/health/module.h"

int main(int argc, char** argv) {
  return signalbox::app::Main<signalbox::health::Module>(argc, argv);
}
