#include "common/app/main.h"

#include "services/router/module.h"

int main(int argc, char** argv) {
  return signalbox::app::Main<signalbox::router::Module>(argc, argv);
}
