package com.estflux.privacy.platform.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.Treatment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SparingTest {

    private static final DataCategory TICKETS = DataCategory.SUPPORT_CORRESPONDENCE;
    private static final DataCategory ACCOUNT = DataCategory.ACCOUNT;
    private static final String COURT = "GDPR Art. 17(3)(e)";

    private final UUID subject = UUID.randomUUID();

    @Test
    void shouldLeaveAnErasureAloneThatNoHoldConcerns() {
        SubjectErase command = erase();
        assertThat(Sparing.apply(command, List.of(TICKETS), List.of())).isSameAs(command);
        assertThat(Sparing.apply(command, List.of(TICKETS), List.of(hold(ACCOUNT, Set.of())))
                        .instruction(TICKETS))
                .isEmpty();
    }

    @Test
    void shouldRetainTheWholeCategoryWithTheHoldAsBasis() {
        var given = new CategoryInstruction(
                TICKETS, Treatment.RETAIN, "§ 12", null, List.of(new RetainedRecord("a", null)), List.of("b"));

        SubjectErase spared = Sparing.apply(erase(given), List.of(TICKETS, ACCOUNT), List.of(hold(null, Set.of())));

        assertThat(spared.kept(TICKETS)).accepts("a", "b", "c");
        assertThat(spared.kept(ACCOUNT)).accepts("x");
        assertThat(basis(spared, TICKETS)).isEqualTo("§ 12; " + COURT);
        assertThat(basis(spared, ACCOUNT)).isEqualTo(COURT);
    }

    @Test
    void shouldRetainTheRecordsAHoldNames() {
        KnownHold hold = hold(TICKETS, Set.of("b"));
        var released = new CategoryInstruction(TICKETS, Treatment.ERASE, null, null, List.of(), List.of("a", "b"));
        var named = new CategoryInstruction(
                TICKETS, Treatment.RETAIN, "§ 12", null, List.of(new RetainedRecord("a", null)), null);
        var erased = new CategoryInstruction(TICKETS, Treatment.ERASE, null, null, List.of(), null);

        assertThat(kept(erase(released), hold)).isEqualTo(List.of("b", "c"));
        assertThat(kept(erase(named), hold)).isEqualTo(List.of("a", "b"));
        assertThat(kept(erase(erased), hold)).isEqualTo(List.of("b"));
        assertThat(kept(erase(), hold)).isEqualTo(List.of("b"));
    }

    @Test
    void shouldNotNarrowWhatIsKeptAsAWhole() {
        var whole = new CategoryInstruction(TICKETS, Treatment.RETAIN, "§ 12", null, List.of(), null);
        assertThat(kept(erase(whole), hold(TICKETS, Set.of("b")))).isEqualTo(List.of("a", "b", "c"));
    }

    private List<String> kept(SubjectErase command, KnownHold hold) {
        var kept = Sparing.apply(command, List.of(TICKETS), List.of(hold)).kept(TICKETS);
        return List.of("a", "b", "c").stream().filter(kept).toList();
    }

    private static @Nullable String basis(SubjectErase command, DataCategory category) {
        return command.instruction(category)
                .map(CategoryInstruction::legalBasis)
                .orElse(null);
    }

    private KnownHold hold(@Nullable DataCategory category, Set<String> records) {
        return new KnownHold(UUID.randomUUID(), subject, category, records, COURT);
    }

    private SubjectErase erase(CategoryInstruction... instructions) {
        return new SubjectErase(
                UUID.randomUUID(), null, subject, List.of(instructions), List.of("probe"), Instant.EPOCH);
    }
}
