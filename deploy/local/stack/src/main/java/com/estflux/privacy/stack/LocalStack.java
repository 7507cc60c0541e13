package com.estflux.privacy.stack;

import com.estflux.privacy.platform.testing.infrastructure.InfrastructureException;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.infrastructure.KafkaLogins;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakAdmin;
import com.estflux.privacy.platform.testing.infrastructure.KeycloakServer;
import com.estflux.privacy.platform.testing.infrastructure.MailServer;
import com.estflux.privacy.platform.testing.infrastructure.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite, running: PostgreSQL, Kafka, Keycloak, mail, the four services and the three reference systems.
 * Closing it stops them all, those who use others first.
 */
public final class LocalStack implements AutoCloseable {

    private static final String POSTGRES = "postgres";
    private static final String KAFKA = "kafka";
    private static final String KEYCLOAK = "keycloak";

    /** Tombstones take effect within seconds rather than within minutes, so that one can watch it. */
    private static final Map<String, String> COMPACT_SOON = Map.of(
            "segment.ms", "5000",
            "max.compaction.lag.ms", "5000",
            "delete.retention.ms", "1000");

    /** How long whoever is still starting something may take to notice that it shall not. */
    private static final int ABANDON_SECONDS = 20;

    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final ExecutorService starters = Executors.newCachedThreadPool();
    private final Map<String, Component> components = new ConcurrentHashMap<>();
    private final StackOptions options;
    private final Progress progress;
    private final DataFolder folder;
    private final Leftovers leftovers;
    private final Secrets secrets;
    private volatile @Nullable PostgresServer postgres;
    private volatile @Nullable KafkaBroker kafka;
    private volatile @Nullable KeycloakServer keycloak;
    private volatile @Nullable MailServer mail;
    private @Nullable Supervisor supervisor;
    private volatile boolean closing;

    private LocalStack(StackOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
        this.folder = DataFolder.take(options.data());
        this.leftovers = new Leftovers(options.data().resolve("processes"));
        prepare();
        this.secrets = Secrets.in(options.data().resolve("secrets.properties"));
    }

    /**
     * Starts everything and waits until it can be used. If anything fails, or the calling thread is interrupted, what
     * was started is stopped again.
     *
     * @throws StackException with one line that says what is in the way
     */
    public static LocalStack start(StackOptions options, Progress progress) {
        LocalStack stack = new LocalStack(options, progress);
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** The components by name, for example {@code dsr} or {@code kafka}. */
    public Map<String, Component> components() {
        return Collections.unmodifiableMap(components);
    }

    /**
     * A component: {@code consent}, {@code dsr}, {@code retention}, {@code metrics}, {@code account}, {@code billing},
     * {@code support}, {@code postgres}, {@code kafka} or {@code keycloak}.
     */
    public Component service(String name) {
        Component component = components.get(name);
        if (component == null) {
            throw new StackException("no component " + name);
        }
        return component;
    }

    /** The database server. */
    public PostgresServer postgres() {
        return started(postgres, POSTGRES);
    }

    /** The broker. */
    public KafkaBroker kafka() {
        return started(kafka, KAFKA);
    }

    /** Users and tokens. */
    public KeycloakAdmin keycloak() {
        return started(keycloak, KEYCLOAK).admin();
    }

    /** The mail server. */
    public MailServer mail() {
        return started(mail, "mail");
    }

    /** Where everything answers. */
    public Endpoints endpoints() {
        return Endpoints.of(this);
    }

    /** How it was started. */
    public StackOptions options() {
        return options;
    }

    /** The bearer token a reference system wants. */
    public String accessToken(String referenceSystem) {
        return Programs.accessToken(secrets, referenceSystem);
    }

    /** Every log of this stack. */
    public List<Path> logs() {
        try (var files = Files.list(folder.logs())) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new StackException("the logs cannot be listed", e);
        }
    }

    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        // Whoever interrupted us wants it stopped, and in order.
        boolean interrupted = Thread.interrupted();
        if (supervisor != null) {
            supervisor.close();
        }
        abandonStarts();
        stopTogether(Programs.SERVICES, Programs.REFERENCE_SYSTEMS);
        stopTogether(List.of(KEYCLOAK, KAFKA), List.of());
        stopTogether(List.of(POSTGRES), List.of());
        if (mail != null) {
            mail.close();
        }
        leftovers.close();
        folder.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandonStarts() {
        starters.shutdownNow();
        try {
            if (!starters.awaitTermination(ABANDON_SECONDS, TimeUnit.SECONDS)) {
                progress.say("stack", "something still starts; it ends with this launcher");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void prepare() {
        try {
            int stopped = leftovers.stop();
            if (stopped > 0) {
                progress.say("stack", "stopped " + stopped + " processes that an earlier run left behind");
            }
            options.ports().requireFree();
            if (options.reset()) {
                folder.reset();
            }
            leftovers.watch();
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private void startAll() {
        mail = MailServer.start(options.ports().of("smtp"), options.ports().of("imap"));
        var database = begin(POSTGRES, this::startPostgres);
        var broker = begin(KAFKA, this::startKafka);
        var identity = database.thenCompose(ready -> begin(KEYCLOAK, this::startKeycloak));
        var programs = database.thenCombine(broker, (a, b) -> null).thenCompose(ready -> startPrograms());
        await(CompletableFuture.anyOf(CompletableFuture.allOf(identity, programs), failure));
        if (options.supervised()) {
            supervisor = new Supervisor(components.values(), folder::isFull, progress);
        }
    }

    private CompletableFuture<Void> startPrograms() {
        Programs programs = new Programs(options, secrets, postgres(), kafka(), folder.logs());
        List<CompletableFuture<Void>> starting = new ArrayList<>();
        for (String name : Programs.SERVICES) {
            starting.add(begin(name, () -> startProgram(programs, name, true)));
        }
        for (String name : Programs.REFERENCE_SYSTEMS) {
            starting.add(begin(name, () -> startProgram(programs, name, false)));
        }
        return CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new));
    }

    private void startProgram(Programs programs, String name, boolean service) {
        programs.createDatabase(name);
        JavaProgram program = service ? programs.service(name) : programs.referenceSystem(name);
        components.put(name, program);
        program.awaitReady();
    }

    private void startPostgres() {
        Path directory = options.data().resolve(POSTGRES);
        link(POSTGRES, directory.resolve("postgresql.log"));
        PostgresServer server =
                PostgresServer.start(directory, options.ports().of(POSTGRES), secrets.password(POSTGRES), true);
        postgres = server;
        add(POSTGRES, server::isAlive, server::kill, server::restart, server::close);
    }

    private void startKafka() {
        Path directory = options.data().resolve(KAFKA);
        link(KAFKA, directory.resolve("kafka.log"));
        KafkaBroker server = KafkaBroker.start(
                directory, options.ports().of(KAFKA), new KafkaLogins(user -> Programs.kafkaPassword(secrets, user)));
        kafka = server;
        add(KAFKA, server::isAlive, server::kill, server::restart, server::close);
        server.createTopics(COMPACT_SOON);
    }

    private void startKeycloak() {
        KeycloakServer server = KeycloakServer.start(
                folder.logs(), options.ports().of(KEYCLOAK), postgres(), secrets.password(KEYCLOAK));
        keycloak = server;
        add(KEYCLOAK, server::isAlive, server::kill, server::restart, server::close);
    }

    private void add(String name, BooleanSupplier alive, Runnable kill, Runnable restart, Runnable stop) {
        Path log = folder.logs().resolve(name + ".log");
        components.put(name, new ServerComponent(name, log, alive, kill, restart, stop));
    }

    /** The servers choose where their logs are; people look for them in one place. */
    private void link(String name, Path log) {
        Path link = folder.logs().resolve(name + ".log");
        try {
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, log.toAbsolutePath());
        } catch (IOException e) {
            throw new StackException("the log of " + name + " cannot be linked", e);
        }
    }

    private CompletableFuture<Void> begin(String name, Runnable start) {
        CompletableFuture<Void> started = CompletableFuture.runAsync(
                () -> {
                    double begun = progress.seconds();
                    progress.say(name, "starting");
                    start.run();
                    progress.say(name, "ready after " + Math.round(progress.seconds() - begun) + " s");
                },
                starters);
        started.exceptionally(why -> {
            failure.completeExceptionally(why instanceof CompletionException ? why.getCause() : why);
            return null;
        });
        return started;
    }

    /** Waits for the end or the first failure, whichever comes first. */
    private void await(CompletableFuture<?> end) {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }

    private StackException failed(Throwable cause) {
        String full = folder.isFull() ? "the disk of " + options.data() + " is full: " : "";
        return cause instanceof StackException || cause instanceof InfrastructureException
                ? new StackException(full + cause.getMessage(), cause)
                : new StackException(full + cause, cause);
    }

    private void stopTogether(List<String> some, List<String> others) {
        List<Thread> stopping = new ArrayList<>();
        for (List<String> names : List.of(some, others)) {
            for (String name : names) {
                Component component = components.get(name);
                if (component != null) {
                    Thread thread = new Thread(component::stop, "stop-" + name);
                    thread.start();
                    stopping.add(thread);
                }
            }
        }
        stopping.forEach(LocalStack::join);
    }

    /** Even if interrupted: the next to stop are those that these still use. */
    private static void join(Thread stopping) {
        boolean interrupted = false;
        while (stopping.isAlive()) {
            try {
                stopping.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T started(@Nullable T server, String name) {
        if (server == null) {
            throw new StackException(name + " is not started");
        }
        return server;
    }
}
