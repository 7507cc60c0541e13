/** Whether the clock can be trusted with work that cannot be undone. */
@NullMarked
package com.estflux.privacy.retention.time;

import org.jspecify.annotations.NullMarked;
