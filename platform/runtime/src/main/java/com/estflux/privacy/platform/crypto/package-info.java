/** Pseudonyms and encryption with the service's own keys. */
@NullMarked
package com.estflux.privacy.platform.crypto;

import org.jspecify.annotations.NullMarked;
