package com.estflux.privacy.dsr.request;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;

/**
 * Who acts on a request.
 *
 * @param name as the audit log names them
 * @param reference a keyed pseudonym of the person, so that the same one is recognised
 * @param kind as the timeline names them: {@code person}, {@code staff} or {@code system}
 */
public record Actor(String name, String reference, String kind) {

    /** What no person asked for. */
    public static final Actor SYSTEM = new Actor(AuditEntry.SYSTEM, AuditEntry.SYSTEM, "system");

    /** The caller of the current request. */
    public static Actor of(Caller caller, Pseudonyms pseudonyms) {
        return new Actor(
                caller.actor(), pseudonyms.of(caller.subjectId()), caller.hasRole(Roles.CUSTOMER) ? "person" : "staff");
    }
}
