/** What the stores said of an erasure, compared with the clocks that outlive it. */
@NullMarked
package com.estflux.privacy.retention.erasure;

import org.jspecify.annotations.NullMarked;
