#include "common/app/main.h"

#include "services/identity/module.h"

int main(int argc, char** argv) {
  return signalbox::app::Main<signalbox::identity::Module>(argc, argv);
}
