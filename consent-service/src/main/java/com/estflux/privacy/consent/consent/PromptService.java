package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.purpose.Languages;
import com.estflux.privacy.consent.purpose.Notice;
import com.estflux.privacy.consent.purpose.Purpose;
import com.estflux.privacy.consent.purpose.PurposeService;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a person is to be asked. */
@ApplicationScoped
class PromptService {

    private final PurposeService purposes;
    private final ConsentHistory history;
    private final Clock clock;

    PromptService(PurposeService purposes, ConsentHistory history, Clock clock) {
        this.purposes = purposes;
        this.history = history;
        this.clock = clock;
    }

    /** What to ask a person, in a language they ask for or prefer. */
    Uni<List<Prompt>> prompts(UUID subjectId, @Nullable String language, @Nullable String preferred) {
        return purposes.list().chain(all -> history.current(subjectId).map(consents -> {
            Map<String, Consent> standing =
                    consents.stream().collect(Collectors.toMap(Consent::purpose, Function.identity()));
            return all.stream()
                    .filter(purpose -> purpose.legalBasis().equals(Asked.CONSENT))
                    .flatMap(purpose -> PromptRules.occasion(
                            standing.get(purpose.key()), purpose.materialSinceVersion(), clock.instant())
                            .map(reason -> new Prompt(purpose.key(), reason, notice(purpose, language, preferred)))
                            .stream())
                    .toList();
        }));
    }

    private static Notice notice(Purpose purpose, @Nullable String language, @Nullable String preferred) {
        List<String> texts = purpose.notices().stream().map(Notice::language).toList();
        return Languages.choose(language, preferred, texts)
                .flatMap(chosen -> purpose.notices().stream()
                        .filter(notice -> notice.language().equals(chosen))
                        .findFirst())
                .orElseThrow(() -> Problems.badRequest(
                        "unknown-language", "There is no text in this language", "see /v1/purposes for languages"));
    }
}
