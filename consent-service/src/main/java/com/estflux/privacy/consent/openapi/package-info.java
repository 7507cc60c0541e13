/** What the description of the API says of every operation alike. */
@NullMarked
package com.estflux.privacy.consent.openapi;

import org.jspecify.annotations.NullMarked;
