/** The stores that exist, as they announce themselves. */
@NullMarked
package com.estflux.privacy.dsr.registry;

import org.jspecify.annotations.NullMarked;
