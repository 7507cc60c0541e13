/** Usage samples and IP assignments. */
@NullMarked
package com.estflux.privacy.contracts.usage;

import org.jspecify.annotations.NullMarked;
