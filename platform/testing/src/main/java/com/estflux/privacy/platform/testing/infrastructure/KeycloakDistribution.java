package com.estflux.privacy.platform.testing.infrastructure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Keycloak as the build unpacked it, with our choices built in at first use, so that it starts quickly ever after. */
final class KeycloakDistribution {

    /** File name of our scripts among the providers. */
    static final String SCRIPTS = "estflux-scripts.jar";

    /** What nothing here uses. Less to load, less to start, less memory. */
    private static final String UNUSED = "account,admin-fine-grained-authz,authorization,ciba,client-policies,"
            + "device-flow,dpop,identity-brokering-api,impersonation,jwt-authorization-grant,kerberos,organization,par,"
            + "passkeys,recovery-codes,token-exchange-standard,twitter-broker,update-email,user-event-metrics,"
            + "web-authn,workflows";

    /** What is built in. */
    static final List<String> CHOICES = List.of("--db=postgres", "--features=scripts", "--features-disabled=" + UNUSED);

    private KeycloakDistribution() {}

    /** Its home, ready to start. */
    static synchronized Path home() {
        Path root = InfrastructureDirectory.of("keycloak");
        Path home = unpacked(root);
        String wanted = home.getFileName() + "\n" + CHOICES + "\n" + Realm.loginTimeScript();
        try (FileChannel lock = FileChannel.open(
                        root.resolve("build.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (held.isValid() && !isBuilt(root, home, wanted)) {
                Files.write(home.resolve("providers").resolve(SCRIPTS), scripts());
                List<String> command = command(home, "512m");
                command.add("build");
                command.addAll(CHOICES);
                ManagedProcess.run("keycloak build", command, Map.of(), root.resolve("build.log"));
                noteBuilt(root, home, wanted);
            }
            return home;
        } catch (IOException e) {
            throw new InfrastructureException("Keycloak cannot be built in " + root, e);
        }
    }

    /**
     * Whether it is built as wanted. Maven unpacks it again, over what was built, whenever the archive in its repository is
     * newer than what it unpacked.
     */
    static boolean isBuilt(Path root, Path home, String wanted) throws IOException {
        Path built = root.resolve("built");
        return Files.exists(built) && Files.readString(built).equals(wanted + product(home));
    }

    static void noteBuilt(Path root, Path home, String wanted) throws IOException {
        Files.writeString(root.resolve("built"), wanted + product(home));
    }

    /** Tells what a build leaves from what is unpacked. */
    private static String product(Path home) throws IOException {
        Path product = home.resolve("lib/quarkus/quarkus-application.dat");
        return "\n" + Files.size(product) + " bytes of " + Files.getLastModifiedTime(product);
    }

    /** The command that {@code kc.sh} would end up with, without a shell between us and the process. */
    static List<String> command(Path home, String heap) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Duser.language=en", "-Duser.country=US", "-Dfile.encoding=UTF-8"));
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.add("-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory");
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.add("-Dpicocli.disable.closures=true");
        // After PostgreSQL came back, no request meets one of the connections that broke.
        command.add("-Dquarkus.datasource.jdbc.validate-on-borrow=true");
        command.add("-Dkc.home.dir=" + home);
        command.add("-Djboss.server.config.dir=" + home.resolve("conf"));
        command.addAll(
                List.of("-cp", home.resolve("lib").resolve("quarkus-run.jar").toString()));
        command.add("io.quarkus.bootstrap.runner.QuarkusEntryPoint");
        return command;
    }

    private static Path unpacked(Path root) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(child -> Files.isRegularFile(child.resolve("lib/quarkus-run.jar")))
                    .max(Path::compareTo)
                    .orElseThrow(() ->
                            new InfrastructureException("no Keycloak in " + root + ": build platform/testing first"));
        } catch (IOException e) {
            throw new InfrastructureException(root + " cannot be read", e);
        }
    }

    /** Our scripts, as a provider that Keycloak takes in. */
    static byte[] scripts() {
        var jar = new ByteArrayOutputStream();
        try (var entries = new JarOutputStream(jar)) {
            write(
                    entries,
                    "META-INF/keycloak-scripts.json",
                    "{\"mappers\": [{\"name\": \"Login time\", \"fileName\": \"login-time.js\"}]}");
            write(entries, "login-time.js", Realm.loginTimeScript());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.toByteArray();
    }

    private static void write(JarOutputStream entries, String name, String text) throws IOException {
        entries.putNextEntry(new ZipEntry(name));
        entries.write(text.getBytes(StandardCharsets.UTF_8));
        entries.closeEntry();
    }
}
