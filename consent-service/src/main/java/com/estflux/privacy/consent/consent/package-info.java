/** What each person agreed to, refused and withdrew, with its proof (PF-2.10). */
@NullMarked
package com.estflux.privacy.consent.consent;

import org.jspecify.annotations.NullMarked;
