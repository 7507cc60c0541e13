/** Clock and time zone. */
@NullMarked
package com.estflux.privacy.platform.time;

import org.jspecify.annotations.NullMarked;
