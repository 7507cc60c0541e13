/** Records of consents taken over from other systems. */
@NullMarked
package com.estflux.privacy.consent.imports;

import org.jspecify.annotations.NullMarked;
