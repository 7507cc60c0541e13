/** Usage that did not reach an invoice as it came: told to staff, counted for operators. */
@NullMarked
package com.estflux.privacy.metrics.finding;

import org.jspecify.annotations.NullMarked;
