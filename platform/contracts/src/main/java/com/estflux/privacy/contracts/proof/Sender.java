package com.estflux.privacy.contracts.proof;

import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who alone may say an event of a type, and by whose key that is proved. A type that is not in the table needs no
 * proof. To add a type, add a line to {@link #table()}.
 *
 * @param keys whose keys prove it
 * @param participant who may say an event with this data, by participant id
 */
public record Sender(Keys keys, Function<EventData, String> participant) {

    /** The participant that issues commands and asks for plans. */
    public static final String DSR = "dsr";

    /** The participant that proposes plans and orders disposals. */
    public static final String RETENTION = "retention";

    private static final String SOURCE = "/estflux/";
    private static final Map<EventType, Sender> SENDERS = table();

    /** Whose keys prove an event. */
    public enum Keys {
        /** The keys that configuration pins for an issuer. */
        ISSUER,
        /** The keys an officer admitted for a store. */
        ADMITTED_STORE,
        /** A key the announcement itself contains: who holds it made it; it is admitted afterwards. */
        ANNOUNCED
    }

    private static Map<EventType, Sender> table() {
        Map<EventType, Sender> table = new EnumMap<>(EventType.class);
        table.put(EventType.SUBJECT_ERASE, issuer(DSR));
        table.put(EventType.SUBJECT_VERIFY, issuer(DSR));
        table.put(EventType.SUBJECT_EXPORT, issuer(DSR));
        table.put(EventType.SUBJECT_RESTRICT, issuer(DSR));
        table.put(EventType.SUBJECT_UNRESTRICT, issuer(DSR));
        table.put(EventType.SUBJECT_RECTIFY, issuer(DSR));
        table.put(EventType.PLAN_REQUESTED, issuer(DSR));
        table.put(EventType.PLAN_FREEZE, issuer(DSR));
        table.put(EventType.STORE_ADMITTED, issuer(DSR));
        table.put(EventType.CATEGORY_DISPOSE, issuer(RETENTION));
        table.put(EventType.PLAN_PROPOSED, issuer(RETENTION));
        table.put(EventType.PLAN_FROZEN, issuer(RETENTION));
        table.put(EventType.RULE_PUBLISHED, issuer(RETENTION));
        table.put(EventType.HOLD_CHANGED, issuer(RETENTION));
        table.put(EventType.COMMAND_ACKNOWLEDGED, store(CommandAcknowledged.class, CommandAcknowledged::storeId));
        table.put(EventType.COMMAND_COMPLETED, store(CommandCompleted.class, CommandCompleted::storeId));
        table.put(EventType.COMMAND_FAILED, store(CommandFailed.class, CommandFailed::storeId));
        table.put(EventType.HOLD_CONFIRMED, store(HoldConfirmed.class, HoldConfirmed::storeId));
        table.put(EventType.STORE_ANNOUNCED, announced(StoreAnnounced.class, StoreAnnounced::storeId));
        return Map.copyOf(table);
    }

    private static Sender issuer(String issuer) {
        return new Sender(Keys.ISSUER, data -> issuer);
    }

    private static <T extends EventData> Sender store(Class<T> kind, Function<T, String> storeId) {
        return new Sender(Keys.ADMITTED_STORE, data -> storeId.apply(kind.cast(data)));
    }

    private static <T extends EventData> Sender announced(Class<T> kind, Function<T, String> storeId) {
        return new Sender(Keys.ANNOUNCED, data -> storeId.apply(kind.cast(data)));
    }

    /** Who may say events of a type; empty if they need no proof. */
    public static Optional<Sender> of(EventType type) {
        return Optional.ofNullable(SENDERS.get(type));
    }

    /** The CloudEvents source of everything a participant says. */
    public static String sourceOf(String participant) {
        return SOURCE + participant;
    }

    /**
     * The participant an event must come from.
     *
     * @throws InvalidEventException {@code WRONG_SENDER} if it names another one as its source
     */
    public String require(EventMessage<?> event) throws InvalidEventException {
        String expected = participant.apply(event.data());
        if (!event.source().equals(sourceOf(expected))) {
            throw new InvalidEventException(
                    Reason.WRONG_SENDER,
                    "its source may not say " + event.type().shortName());
        }
        return expected;
    }
}
