/* SPDX-License-Identifier: MIT */
/* Prints the payload types that the C interface knows, as JSON. */
#include <stdio.h>

#include "headstock.h"

int main(void) {
    hs_text json;
    if (hs_payload_types(&json) != HS_OK) return 1;
    puts(json.data);
    return 0;
}
