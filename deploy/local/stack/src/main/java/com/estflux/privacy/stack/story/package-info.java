/** The story of an erasure, told on a running stack as its users would live it, and the search for what it left. */
@NullMarked
package com.estflux.privacy.stack.story;

import org.jspecify.annotations.NullMarked;
