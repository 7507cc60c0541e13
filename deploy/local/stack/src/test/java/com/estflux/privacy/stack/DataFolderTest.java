package com.estflux.privacy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void shouldBelongToOneAtATime() {
        try (DataFolder first = DataFolder.take(folder)) {
            assertThat(first.path()).isEqualTo(folder);
            assertThatThrownBy(() -> DataFolder.take(folder))
                    .isInstanceOf(StackException.class)
                    .hasMessage("a stack is already running on " + folder + "; stop it first, or use --data");
        }
        DataFolder.take(folder).close();
    }

    @Test
    void shouldKeepNothingWhenReset() throws IOException {
        try (DataFolder taken = DataFolder.take(folder)) {
            Files.createDirectories(folder.resolve("postgres/data"));
            Files.writeString(folder.resolve("postgres/data/row"), "x");
            Files.writeString(folder.resolve("secrets.properties"), "x");

            taken.reset();

            try (var left = Files.walk(folder)) {
                assertThat(left).containsExactlyInAnyOrder(folder, folder.resolve("lock"), folder.resolve("logs"));
            }
        }
    }

    @Test
    void shouldSayThatThereIsNoRoom() {
        assertThatThrownBy(() -> DataFolder.take(folder, Long.MAX_VALUE))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("disk full: ")
                .hasMessageContaining("for " + folder)
                .hasMessageNotContaining("\n");
        DataFolder.take(folder).close();
    }

    @Test
    void shouldSayThatItIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> DataFolder.take(file))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("the data folder " + file + " cannot be used");
    }
}
