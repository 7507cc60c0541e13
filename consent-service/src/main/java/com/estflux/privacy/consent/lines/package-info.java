/** Bodies that are read line by line as they arrive. */
@NullMarked
package com.estflux.privacy.consent.lines;

import org.jspecify.annotations.NullMarked;
