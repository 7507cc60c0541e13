package com.estflux.privacy.consent.purpose;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PurposeRepository implements PanacheRepositoryBase<PurposeEntity, String> {

    private static final String CURRENT_NOTICES = """
            SELECT n.purpose_key, n.version, n.language, n.hash, t.title, t.body
            FROM notice n
            JOIN purpose p ON p.purpose_key = n.purpose_key AND p.notice_version = n.version
            JOIN notice_text t ON t.hash = n.hash
            WHERE cast(:purpose AS text) IS NULL OR n.purpose_key = :purpose
            ORDER BY n.purpose_key, n.language
            """;

    Uni<List<PurposeEntity>> all() {
        return listAll(Sort.by("purposeKey"));
    }

    Uni<PurposeEntity> locked(String key) {
        return findById(key, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The notices to show now, by purpose; of one purpose, or of all. */
    Uni<Map<String, List<Notice>>> currentNotices(@Nullable String purpose) {
        return getSession()
                .chain(session -> session.createNativeQuery(CURRENT_NOTICES, Object[].class)
                        .setParameter("purpose", purpose)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> (String) row[0],
                                Collectors.mapping(PurposeRepository::notice, Collectors.toList()))));
    }

    private static Notice notice(Object[] row) {
        return new Notice((Integer) row[1], (String) row[2], (String) row[3], (String) row[4], (String) row[5]);
    }
}
