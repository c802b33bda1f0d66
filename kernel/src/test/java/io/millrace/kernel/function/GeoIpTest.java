package io.millrace.kernel.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kernel.Fixture;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeoIpTest {
    private static final Map<String, Object> PLACE = Map.of(
            "country", Map.of("iso_code", "CH", "names", Map.of("en", "Switzerland", "de", "Schweiz")),
            "subdivisions", List.of(Map.of("iso_code", "ZH")),
            "city", Map.of("names", Map.of("en", "Zurich")),
            "location", Map.of("latitude", 47.37, "time_zone", "Europe/Zurich"));

    @Test
    void looksAddressesUp() throws Exception {
        try (Fixture fixture = new Fixture()) {
            Files.write(fixture.directory().resolve("geo.mmdb"), GeoDatabaseFile.of(new int[] {192, 0, 2}, PLACE));

            assertThat(fixture.rows("SELECT p.country AS a, p.country_name AS b, p.subdivision AS c, p.city AS d,"
                            + " p.latitude AS e, p.time_zone AS f, p.metro_code AS g"
                            + " FROM (SELECT geo_ip('192.0.2.77') AS p)"))
                    .containsExactly("{\"a\":\"CH\",\"b\":\"Switzerland\",\"c\":\"ZH\",\"d\":\"Zurich\","
                            + "\"e\":47.37,\"f\":\"Europe/Zurich\",\"g\":null}");
            assertThat(fixture.rows(
                            "SELECT ip_geo(ip, 'de').country_name AS a FROM (VALUES ('192.0.2.1'), ('10.0.0.1'),"
                                    + " ('no address'), (NULL)) t(ip)"))
                    .containsExactly("{\"a\":\"Schweiz\"}", "{\"a\":null}", "{\"a\":null}", "{\"a\":null}");
        }
    }

    @Test
    void saysWhereTheDatabaseBelongs() {
        try (Fixture fixture = new Fixture()) {
            assertThatThrownBy(() -> fixture.rows("SELECT geo_ip('192.0.2.77') AS p"))
                    .isInstanceOfSatisfying(MillraceException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STATE);
                        assertThat(e.describe()).contains("geo.mmdb");
                    });
        }
    }
}
