package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.purpose.Notice;
import java.util.List;

/**
 * What a banner must show. Both choices are equal: neither may be easier to reach than the other.
 *
 * @param language of the texts
 * @param notice the text about statistics; choices refer to its version
 * @param necessary what cannot be refused (PF-8.1)
 * @param choices what can be chosen, in the order to show
 * @param choicesPath where a choice is sent
 */
public record Banner(
        String language, Notice notice, List<String> necessary, List<VisitorChoice> choices, String choicesPath) {

    /** Copies the lists, so that the record cannot change. */
    public Banner {
        necessary = List.copyOf(necessary);
        choices = List.copyOf(choices);
    }
}
