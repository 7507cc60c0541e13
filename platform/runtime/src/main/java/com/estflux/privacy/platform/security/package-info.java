/** Who calls, and whose data they may reach. */
@NullMarked
package com.estflux.privacy.platform.security;

import org.jspecify.annotations.NullMarked;
