package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.consent.StatisticsChoices;
import com.estflux.privacy.consent.purpose.Languages;
import com.estflux.privacy.consent.purpose.Notice;
import com.estflux.privacy.consent.purpose.Purpose;
import com.estflux.privacy.consent.purpose.PurposeService;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The notices about statistics: which to show, and which a choice refers to. */
@ApplicationScoped
class VisitorNotices {

    private final VisitorRepository visitors;
    private final PurposeService purposes;

    VisitorNotices(VisitorRepository visitors, PurposeService purposes) {
        this.visitors = visitors;
        this.purposes = purposes;
    }

    /** The notice a choice refers to. */
    record Shown(int version, String language, String hash) {}

    /** The notices to show now, one per language. */
    Uni<List<Notice>> current() {
        return purposes.list().map(all -> all.stream()
                .filter(purpose -> purpose.key().equals(StatisticsChoices.PURPOSE))
                .map(Purpose::notices)
                .flatMap(List::stream)
                .toList());
    }

    /**
     * The notice a choice refers to. A refusal is never refused for the one it names: the current one stands in for any.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException if a consent refers to none, or not to the current one
     */
    Uni<Shown> shown(ChoiceRequest request) {
        boolean granted = request.analytics() == VisitorChoice.GRANTED;
        return current().chain(notices -> {
            Notice now = notice(notices, request.language(), granted);
            Integer version = request.noticeVersion();
            if (version == null || now == null || version == now.version()) {
                return Uni.createFrom().item(current(now, version, granted));
            }
            return earlier(version, now.language())
                    .map(hash -> hash != null && !granted
                            ? new Shown(version, now.language(), hash)
                            : stale(now, hash != null, granted));
        });
    }

    private static @Nullable Notice notice(List<Notice> notices, @Nullable String language, boolean granted) {
        List<String> texts = notices.stream().map(Notice::language).toList();
        Optional<String> chosen = language == null && granted
                ? Optional.empty()
                : Languages.choose(language, null, texts)
                        .or(() -> granted ? Optional.empty() : Languages.choose(null, null, texts));
        return notices.stream()
                .filter(one -> chosen.filter(one.language()::equals).isPresent())
                .findFirst()
                .orElse(null);
    }

    private static Shown current(@Nullable Notice now, @Nullable Integer version, boolean granted) {
        if (now == null || (granted && version == null)) {
            throw unknown();
        }
        return new Shown(now.version(), now.language(), now.hash());
    }

    private static Shown stale(Notice now, boolean exists, boolean granted) {
        if (!granted) {
            return new Shown(now.version(), now.language(), now.hash());
        }
        if (!exists) {
            throw unknown();
        }
        throw Problems.conflict(
                        "stale-notice", "The notice shown is not the current one", "see /v1/banner and ask again")
                .with("currentVersion", now.version());
    }

    private static ProblemException unknown() {
        return Problems.badRequest("unknown-notice", "There is no such notice", "see /v1/banner for the current one");
    }

    @WithSession
    Uni<@Nullable String> earlier(int version, String language) {
        return visitors.noticeHash(version, language);
    }
}
