/** The small HTTP server of the reference systems. */
@NullMarked
package com.estflux.privacy.reference.http;

import org.jspecify.annotations.NullMarked;
