package com.estflux.privacy.platform.web;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ResponseHeadersTest {

    @Test
    void shouldKeepAnswersOutOfCaches() {
        given().get("/v1/probe/open").then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        given().get("/v1/probe/staff").then().statusCode(401).header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void shouldNotReflectHostAndSayWhatAnswersVaryBy() {
        given().header("Host", "evil.test")
                .post("/v1/probe/things")
                .then()
                .statusCode(201)
                .header("Location", equalTo("/v1/probe/things/1?full=true"))
                .header("Vary", containsString("Sec-GPC"));
        given().get("/v1/probe/open").then().header("Vary", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"instant\":\"-1000000000-01-01T00:00:00Z\"}",
                "{\"instant\":\"+300000-01-01T00:00:00Z\"}",
                "{\"instant\":\"1899-12-31T23:59:59Z\"}",
                "{\"date\":\"+999999999-12-31\"}",
                "{\"date\":\"-4800-01-01\"}",
                "{\"time\":\"+300000-01-01T00:00:00+02:00\"}"
            })
    void shouldRefuseTimesOutOfBounds(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/probe/times")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://estflux.com/problems/malformed-body"));
    }

    @Test
    void shouldTakeTimesWithinBounds() {
        given().contentType(ContentType.JSON)
                .body(
                        "{\"instant\":\"9999-12-31T23:59:59Z\",\"date\":\"1900-01-01\",\"time\":\"2026-11-24T12:00:00+02:00\"}")
                .post("/v1/probe/times")
                .then()
                .statusCode(200)
                .body("date", equalTo("1900-01-01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%01", "%7F", "%0A"})
    void shouldRefuseControlCharactersInPathAndQuery(String text) {
        for (String target :
                new String[] {"/v1/probe/things/" + text, "/v1/probe/open?x=" + text, "/v1/probe/open?" + text}) {
            given().urlEncodingEnabled(false)
                    .get(target)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("https://estflux.com/problems/control-character-refused"));
        }
    }

    @Test
    void shouldRefuseNulInBodies() {
        given().contentType(ContentType.JSON)
                .body("{\"a\":\"\\u0000\"}")
                .post("/v1/probe/measures")
                .then()
                .statusCode(400)
                .body("type", equalTo("https://estflux.com/problems/control-character-refused"));
        given().contentType(ContentType.TEXT)
                .body("two\nlines")
                .post("/v1/probe/text")
                .then()
                .statusCode(200);
    }
}
