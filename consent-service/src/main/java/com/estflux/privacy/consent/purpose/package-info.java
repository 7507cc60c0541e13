/** The registry of purposes and the notices people are shown (PF-3/4). */
@NullMarked
package com.estflux.privacy.consent.purpose;

import org.jspecify.annotations.NullMarked;
