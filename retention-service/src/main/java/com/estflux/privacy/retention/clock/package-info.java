/** One clock per record other systems announced: when its retention started, and when it ends. */
@NullMarked
package com.estflux.privacy.retention.clock;

import org.jspecify.annotations.NullMarked;
