/** Settings shared by the features of consent-service. */
@NullMarked
package com.estflux.privacy.consent;

import org.jspecify.annotations.NullMarked;
