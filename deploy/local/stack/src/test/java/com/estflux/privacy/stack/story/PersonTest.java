package com.estflux.privacy.stack.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An address has one holder, and one run invents hundreds of people. */
class PersonTest {

    private static final int ADDRESSES = 2000;

    @Test
    void shouldGiveNobodyTheAddressOfAnother() {
        List<String> addresses = new ArrayList<>(Person.invent(ADDRESSES).addresses());
        addresses.addAll(Person.invent(ADDRESSES).addresses());

        assertThat(addresses).hasSize(2 * ADDRESSES).doesNotHaveDuplicates();
    }
}
