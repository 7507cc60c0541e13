/** Configuration of this service. */
@NullMarked
package com.estflux.privacy.retention.config;

import org.jspecify.annotations.NullMarked;
