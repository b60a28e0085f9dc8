#ifndef STACKC_SPEC_DATA_H
#define STACKC_SPEC_DATA_H

#include <stddef.h>

/// The packed fact tables. Their format is described in Docs/facts.md.
const unsigned char *spec_data_bytes(void);

/// Their length in bytes.
size_t spec_data_size(void);

#endif
