/** The platform under test, in a small service of its own. */
@NullMarked
package com.estflux.privacy.platform;

import org.jspecify.annotations.NullMarked;
