/** Disposing of records whose time has come, and the proof of it. */
@NullMarked
package com.estflux.privacy.retention.disposal;

import org.jspecify.annotations.NullMarked;
