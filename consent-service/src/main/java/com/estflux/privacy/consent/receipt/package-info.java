/** Signed consent receipts that anyone can verify offline. */
@NullMarked
package com.estflux.privacy.consent.receipt;

import org.jspecify.annotations.NullMarked;
