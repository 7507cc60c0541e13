/** How requests end: certificate, letter to the person, refusal, withdrawal. */
@NullMarked
package com.estflux.privacy.dsr.closing;

import org.jspecify.annotations.NullMarked;
