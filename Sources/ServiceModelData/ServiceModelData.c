#include "ServiceModelData.h"

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wc23-extensions"

// Aligned for the doubles inside.
_Alignas(8) static const unsigned char models[] = {
#embed "models.bin"
};

#pragma clang diagnostic pop

const unsigned char *service_model_data_bytes(void) { return models; }

size_t service_model_data_size(void) { return sizeof models; }
