package com.estflux.privacy.platform.web;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;

/** Characters that no identifier, key or text of a person has, and that the database and logs cannot hold. */
final class ControlCharacters {

    private static final ProblemType CONTROL_CHARACTER =
            new ProblemType("control-character-refused", 400, "The request holds a control character");
    private static final char NUL = '\0';

    private ControlCharacters() {}

    /** Refuses a request with this in its path or query if it holds any control character. */
    static void refuse(String parameter) {
        for (int i = 0; i < parameter.length(); i++) {
            if (Character.isISOControl(parameter.charAt(i))) {
                throw refusal();
            }
        }
    }

    /** Refuses a request with this in a header if it holds any control character but tabs. */
    static void refuseInHeader(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i)) && value.charAt(i) != '\t') {
                throw refusal();
            }
        }
    }

    /** Refuses a request with this in its body if it holds NUL; texts of several lines are fine. */
    static void refuseNul(String text) {
        if (text.indexOf(NUL) >= 0) {
            throw refusal();
        }
    }

    private static ProblemException refusal() {
        return new ProblemException(CONTROL_CHARACTER, "remove it");
    }
}
