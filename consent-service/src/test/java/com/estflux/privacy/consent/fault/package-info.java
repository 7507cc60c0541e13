/** What an acknowledged consent is worth when processes, connections and servers die: the shipped service, for real. */
@NullMarked
package com.estflux.privacy.consent.fault;

import org.jspecify.annotations.NullMarked;
