#ifndef STACKC_SERVICE_MODEL_DATA_H
#define STACKC_SERVICE_MODEL_DATA_H

#include <stddef.h>

/// AWS's packed service models. Their format is described in Docs/facts.md.
const unsigned char *service_model_data_bytes(void);

/// Their length in bytes.
size_t service_model_data_size(void);

#endif
