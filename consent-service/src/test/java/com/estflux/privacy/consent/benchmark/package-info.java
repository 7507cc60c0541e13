/** Speed of the service; runs only when asked to. */
@NullMarked
package com.estflux.privacy.consent.benchmark;

import org.jspecify.annotations.NullMarked;
