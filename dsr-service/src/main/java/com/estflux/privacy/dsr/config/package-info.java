/** Configuration. */
@NullMarked
package com.estflux.privacy.dsr.config;

import org.jspecify.annotations.NullMarked;
