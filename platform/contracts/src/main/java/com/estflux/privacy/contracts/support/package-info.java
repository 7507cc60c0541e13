/** Events of the support system. They name tickets, never their content. */
@NullMarked
package com.estflux.privacy.contracts.support;

import org.jspecify.annotations.NullMarked;
