#include "common/app/main.h"

#include "services/billing/module.h"

int main(int argc, char** argv) {
  return signalbox::app::Main<signalbox::billing::Module>(argc, argv);
}
