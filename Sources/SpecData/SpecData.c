#include "SpecData.h"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"

// Aligned for the doubles inside.
_Alignas(8) static const unsigned char facts[] = {
#embed "facts.bin"
};

#pragma clang diagnostic pop

const unsigned char *spec_data_bytes(void) { return facts; }

size_t spec_data_size(void) { return sizeof facts; }
