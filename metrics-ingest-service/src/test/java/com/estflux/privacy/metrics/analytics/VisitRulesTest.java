package com.estflux.privacy.metrics.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.metrics.analytics.VisitorChoice.Treatment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitRulesTest {

    private final Browsers browsers = new Browsers();

    @ParameterizedTest
    @CsvSource({
        "ALLOWED,,, COUNT",
        "UNDECIDED,,, MASK",
        ",,, MASK",
        "DENIED,,, DROP",
        "ALLOWED, 1,, DROP",
        "ALLOWED,, 1, DROP",
        ", 1, 1, DROP",
        "ALLOWED, 0, 0, COUNT",
        "ALLOWED, ' 1 ',, DROP",
        "UNDECIDED, '',, MASK"
    })
    void shouldHeedWhicheverSaysNo(VisitorChoice choice, String gpc, String dnt, Treatment treatment) {
        assertThat(VisitorChoice.treatment(choice, gpc, dnt)).isEqualTo(treatment);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, cb0071",
        "203.0.113.1, cb0071",
        "2001:db8:7:1::1, 20010db80007",
        "2001:db8:7:ffff:1:2:3:4, 20010db80007",
        "fe80::1%eth0, fe8000000000",
        "::ffff:203.0.113.9, cb0071",
        "estflux.com, ''",
        "999.1.1.1, ''",
        ", ''"
    })
    void shouldCutAddresses(String address, String network) {
        assertThat(TruncatedAddress.of(address)).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({
        "https://estflux.com/vps/pricing?utm_source=x&email=a@b.c#top, /vps/pricing",
        "https://estflux.com, /",
        "https://ESTFLUX.com//a//b/, /a/b",
        "https://estflux.com/invoices/018f0000-0000-7000-8000-000000000001, /invoices/*",
        "https://estflux.com/users/mari@example.com/reset/a8f3c19e77, /users/*/reset/*",
        "https://estflux.com/news/2026/release-12, /news/2026/release-12",
        "https://estflux.com/t/123456789, /t/*"
    })
    void shouldKeepOnlyWordsOfAPage(String url, String page) {
        assertThat(WebAddress.of(url)).hasValueSatisfying(address -> {
            assertThat(address.page()).isEqualTo(page);
            assertThat(address.origin()).isEqualTo("https://estflux.com");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "estflux.com/x", "javascript:alert(1)", "file:///etc/passwd", "https://", "ht tp://x", "//x"
            })
    void shouldKnowWhatIsNoWebAddress(String url) {
        assertThat(WebAddress.of(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 | Chrome 141 | Windows",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox 140 | Linux",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1 | Mobile Safari 18 | iOS"
            })
    void shouldNameBrowsersCoarsely(String userAgent, String browser, String os) {
        assertThat(browsers.of(userAgent)).contains(new Browsers.Seen(browser, os));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "curl/8.5.0",
                "python-requests/2.32",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
                "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.1; +https://openai.com/gptbot)",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36"
            })
    void shouldFilterBots(String userAgent) {
        assertThat(browsers.of(userAgent)).isEmpty();
    }

    @Test
    void shouldNotReadEndlessUserAgents() {
        assertThat(browsers.of("Mozilla/5.0 " + "a".repeat(600))).isEmpty();
        assertThat(browsers.of(null)).isEmpty();
    }
}
