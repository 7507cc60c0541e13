package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.contracts.rights.SubjectVerify;

/** Kinds of command this service gives. */
enum CommandKind {
    ERASE(SubjectErase.class),
    VERIFY(SubjectVerify.class),
    RESTRICT(SubjectRestrict.class),
    UNRESTRICT(SubjectUnrestrict.class);

    private final Class<? extends Command> data;

    CommandKind(Class<? extends Command> data) {
        this.data = data;
    }

    Class<? extends Command> data() {
        return data;
    }

    static CommandKind of(Command command) {
        for (CommandKind kind : values()) {
            if (kind.data.isInstance(command)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("this service gives no " + command.getClass());
    }
}
