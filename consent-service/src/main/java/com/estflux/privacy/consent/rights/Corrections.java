package com.estflux.privacy.consent.rights;

import com.estflux.privacy.consent.consent.ConsentCorrections;
import com.estflux.privacy.contracts.rights.SubjectRectify;
import com.estflux.privacy.platform.store.OneTimeUrls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Corrects what is on record (Art. 16): a history is not rewritten, the right decision follows the wrong one. Each is
 * recorded once a command, however often the command comes.
 */
@ApplicationScoped
class Corrections {

    private final OneTimeUrls urls;
    private final ConsentCorrections consents;
    private final ObjectMapper json;

    Corrections(OneTimeUrls urls, ConsentCorrections consents, ObjectMapper json) {
        this.urls = urls;
        this.consents = consents;
        this.json = json;
    }

    /**
     * What is behind a correction URL.
     *
     * @param consents the decisions as they ought to be on record
     */
    record Document(List<ConsentCorrections.Correction> consents) {
        Document {
            consents = List.copyOf(consents);
        }
    }

    /** Records every correction; completes with the ids of the records that say so. */
    Uni<List<String>> apply(SubjectRectify command) {
        return urls.get(command.correctionUrl(), command.commandId())
                .map(this::read)
                .chain(document -> consents.record(command.subjectId(), command.commandId(), document.consents()));
    }

    private Document read(byte[] body) {
        try {
            return json.readValue(body, Document.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the corrections cannot be read", e);
        }
    }
}
