/** Requests made from the API description of a service. */
@NullMarked
package com.estflux.privacy.platform.testing.openapi;

import org.jspecify.annotations.NullMarked;
