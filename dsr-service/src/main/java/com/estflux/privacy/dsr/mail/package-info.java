/** Letters to people, sent from a durable queue. */
@NullMarked
package com.estflux.privacy.dsr.mail;

import org.jspecify.annotations.NullMarked;
