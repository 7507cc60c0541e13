package com.estflux.privacy.consent.purpose;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Every text ever shown, by its hash, and which version of which notice it was. The service can only add to it: its
 * role has no right to change or remove. Every method joins the current session or transaction.
 */
@ApplicationScoped
class NoticeArchive {

    private static final String ADD_TEXTS = """
            INSERT INTO notice_text (hash, language, title, body)
            SELECT encode(sha256(convert_to(title || E'\\n\\n' || body, 'UTF8')), 'hex'), language, title, body
            FROM unnest(cast(:languages AS text[]), cast(:titles AS text[]), cast(:bodies AS text[]))
                AS given (language, title, body)
            ON CONFLICT DO NOTHING
            """;
    private static final String ADD_NOTICES = """
            INSERT INTO notice (purpose_key, version, language, hash, material, published_at)
            SELECT :purpose, :version, language,
                   encode(sha256(convert_to(title || E'\\n\\n' || body, 'UTF8')), 'hex'), :material, :now
            FROM unnest(cast(:languages AS text[]), cast(:titles AS text[]), cast(:bodies AS text[]))
                AS given (language, title, body)
            """;
    private static final String ADD_DEFINITION = """
            INSERT INTO purpose_definition (purpose_key, notice_version, legal_basis, categories, recipients,
                                            retention_rule, consent_valid_for)
            SELECT purpose_key, notice_version, legal_basis, categories, recipients, retention_rule, consent_valid_for
            FROM purpose WHERE purpose_key = :purpose
            """;
    private static final String VERSIONS = """
            SELECT n.version, n.material, cast(extract(epoch FROM n.published_at) * 1000000 AS bigint), d.legal_basis,
                   array_to_string(d.categories, ','), array_to_string(d.recipients, ','), d.retention_rule,
                   d.consent_valid_for, n.language, n.hash, t.title, t.body
            FROM notice n
            JOIN notice_text t ON t.hash = n.hash
            JOIN purpose_definition d ON d.purpose_key = n.purpose_key AND d.notice_version = n.version
            WHERE n.purpose_key = :purpose ORDER BY n.version DESC, n.language
            """;

    /** What is added: a version of a purpose's notice. */
    record Addition(String purpose, int version, boolean material, Map<String, NoticeBody> texts) {}

    /** Adds a version, and what the purpose, already written, is from now on. */
    Uni<Void> add(Addition addition, OffsetDateTime now) {
        List<String> titles = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        addition.texts().values().forEach(text -> {
            titles.add(text.title());
            bodies.add(text.body());
        });
        String[] languages = addition.texts().keySet().toArray(String[]::new);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD_TEXTS)
                        .setParameter("languages", languages)
                        .setParameter("titles", titles.toArray(String[]::new))
                        .setParameter("bodies", bodies.toArray(String[]::new))
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(ADD_NOTICES)
                                .setParameter("languages", languages)
                                .setParameter("titles", titles.toArray(String[]::new))
                                .setParameter("bodies", bodies.toArray(String[]::new))
                                .setParameter("purpose", addition.purpose())
                                .setParameter("version", addition.version())
                                .setParameter("material", addition.material())
                                .setParameter("now", now)
                                .executeUpdate())
                        .chain(() -> session.createNativeQuery(ADD_DEFINITION)
                                .setParameter("purpose", addition.purpose())
                                .executeUpdate()))
                .replaceWithVoid();
    }

    /** A text by its hash. */
    Uni<Optional<NoticeText>> text(String hash) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT hash, language, title, body FROM notice_text WHERE hash = :hash",
                                Object[].class)
                        .setParameter("hash", hash)
                        .getResultList())
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row ->
                                new NoticeText((String) row[0], (String) row[1], (String) row[2], (String) row[3])));
    }

    /** Every version of a purpose's notice, the newest first. */
    Uni<List<NoticeVersion>> versions(String purpose) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(VERSIONS, Object[].class)
                        .setParameter("purpose", purpose)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(row -> row[0], LinkedHashMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .map(NoticeArchive::version)
                        .toList());
    }

    private static NoticeVersion version(List<Object[]> rows) {
        Object[] first = rows.get(0);
        return new NoticeVersion(
                (Integer) first[0],
                (Boolean) first[1],
                Instant.EPOCH.plus((Long) first[2], ChronoUnit.MICROS),
                (String) first[3],
                keys((String) first[4]),
                keys((String) first[5]),
                (String) first[6],
                (String) first[7],
                rows.stream()
                        .map(row -> new Notice(
                                (Integer) row[0], (String) row[8], (String) row[9], (String) row[10], (String) row[11]))
                        .toList());
    }

    private static List<String> keys(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
    }
}
