package com.estflux.privacy.stack;

import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything answers, and as whom to try it.
 *
 * @param services base URL of each service
 * @param swagger Swagger UI of each service
 * @param referenceSystems base URL of each reference system
 * @param referenceTokens bearer token of each reference system
 * @param keycloak base URL of Keycloak
 * @param issuer issuer of its tokens
 * @param smtp where letters are taken
 * @param imap where they can be read, any user name and password
 * @param kafka bootstrap servers
 * @param postgres JDBC URL without a database
 * @param users demo users and what they may do
 * @param password of every demo user
 * @param curl a request to paste
 */
public record Endpoints(
        Map<String, String> services,
        Map<String, String> swagger,
        Map<String, String> referenceSystems,
        Map<String, String> referenceTokens,
        String keycloak,
        String issuer,
        String smtp,
        String imap,
        String kafka,
        String postgres,
        Map<String, String> users,
        String password,
        String curl) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Endpoints of(LocalStack stack) {
        StackPorts ports = stack.options().ports();
        Map<String, String> services = urls(ports, Programs.SERVICES, "");
        String issuer = ports.url("keycloak") + "/realms/" + Realm.NAME;
        Map<String, String> tokens = new LinkedHashMap<>();
        Programs.REFERENCE_SYSTEMS.forEach(name -> tokens.put(name, stack.accessToken(name)));
        return new Endpoints(
                services,
                urls(ports, Programs.SERVICES, "/q/swagger-ui"),
                urls(ports, Programs.REFERENCE_SYSTEMS, ""),
                tokens,
                ports.url("keycloak"),
                issuer,
                "smtp://127.0.0.1:" + ports.of("smtp"),
                "imap://127.0.0.1:" + ports.of("imap"),
                "127.0.0.1:" + ports.of("kafka"),
                "jdbc:postgresql://127.0.0.1:" + ports.of("postgres") + "/",
                demoUsers(),
                Realm.DEMO_PASSWORD,
                example(issuer, ports.url("dsr")));
    }

    /** Writes them to a file that only its user can read: there are tokens in it. */
    void write(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            JSON.writeValue(file.toFile(), this);
        } catch (IOException e) {
            throw new StackException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Prints them for people. */
    void print(Progress progress) {
        progress.line("");
        swagger.forEach((name, url) -> progress.line(String.format("  %-10s %s", name, url)));
        progress.line(String.format("  %-10s %s/admin (realm %s)", "keycloak", keycloak, Realm.NAME));
        referenceSystems.forEach((name, url) -> progress.line(String.format("  %-10s %s", name, url)));
        progress.line(String.format("  %-10s %s  %s (any user and password)", "mail", smtp, imap));
        progress.line(String.format("  %-10s %s", "kafka", kafka));
        progress.line(String.format("  %-10s %s", "postgres", postgres));
        progress.line("");
        progress.line("  users, password \"" + password + "\":");
        users.forEach((name, what) -> progress.line(String.format("    %-15s %s", name, what)));
        progress.line("");
        progress.line("  try:");
        progress.line(curl);
        progress.line("");
    }

    private static Map<String, String> demoUsers() {
        Map<String, String> users = new LinkedHashMap<>();
        users.put("alice", "customer");
        users.put("bob", "customer");
        users.put("officer", "privacy-officer");
        users.put("second-officer", "privacy-officer");
        users.put("agent", "support-agent");
        users.put("auditor", "auditor");
        users.put("operator", "operator");
        return users;
    }

    private static String example(String issuer, String dsr) {
        return "TOKEN=$(curl -s " + issuer + "/protocol/openid-connect/token -d grant_type=password -d client_id="
                + Realm.TEST_LOGIN + " -d username=officer -d password=" + Realm.DEMO_PASSWORD
                + " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/'); curl -s -H \"Authorization: Bearer $TOKEN\" "
                + dsr + "/v1/stores";
    }

    private static Map<String, String> urls(StackPorts ports, List<String> names, String path) {
        Map<String, String> urls = new LinkedHashMap<>();
        names.forEach(name -> urls.put(name, ports.url(name) + path));
        return urls;
    }
}
