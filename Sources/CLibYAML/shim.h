#ifndef STACKC_CLIBYAML_SHIM_H
#define STACKC_CLIBYAML_SHIM_H
#include <yaml.h>
#endif
