package io.millrace.connector.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The forms of locations, and which options go together. */
class AzureOptionsTest {
    private static final Map<String, String> KEY = Map.of("ACCOUNT_KEY", "a2V5");

    @Test
    void knowsEveryFormOfALocation() {
        for (String location : List.of(
                "abfss://box@shop.dfs.core.windows.net/o/x/",
                "abfs://box@shop.dfs.core.windows.net/o/x",
                "wasbs://box@shop.blob.core.windows.net/o/x/",
                "https://shop.blob.core.windows.net/box/o/x",
                "https://shop.dfs.core.windows.net/box/o/x/",
                "azure://shop.blob.core.windows.net/box/o/x/")) {
            assertThat(url(location, KEY)).as(location).isEqualTo("https://shop.blob.core.windows.net/box");
            assertThat(AzureLocation.parse(location, Optional.empty()).path().root())
                    .as(location)
                    .isEqualTo("o/x/");
        }
        assertThat(url("az://box/o", Map.of("ACCOUNT", "shop", "ACCOUNT_KEY", "a2V5")))
                .isEqualTo("https://shop.blob.core.windows.net/box");
        assertThat(url("abfss://box@shop.dfs.core.chinacloudapi.cn/", KEY))
                .isEqualTo("https://shop.blob.core.chinacloudapi.cn/box");
    }

    @Test
    void showsALocationAsItWasWritten() {
        assertThat(AzureLocation.parse("abfss://box@shop.dfs.core.windows.net", Optional.empty())
                        .shown())
                .isEqualTo("abfss://box@shop.dfs.core.windows.net/");
        assertThat(AzureLocation.parse("https://shop.blob.core.windows.net/box/o", Optional.empty())
                        .shown())
                .isEqualTo("https://shop.blob.core.windows.net/box/");
    }

    @Test
    void refusesOtherLocations() {
        for (String wrong : List.of(
                "/box/o",
                "s3://box/o",
                "abfss://",
                "https://shop.blob.core.windows.net/",
                "abfss://b*@shop.x/",
                "az:///o",
                "abfss://box@shop/o",
                "")) {
            assertThatThrownBy(() -> AzureLocation.parse(wrong, Optional.empty()))
                    .hasMessage("Cannot set option LOCATION: '" + wrong + "'");
        }
    }

    @Test
    void wantsOneAccount() {
        assertThatThrownBy(() -> url("az://box/", KEY))
                .hasMessage("Cannot use ADLS connection without option: ACCOUNT");
        assertThatThrownBy(() -> url(
                        "abfss://box@shop.dfs.core.windows.net/", Map.of("ACCOUNT", "other", "ACCOUNT_KEY", "a2V5")))
                .hasMessageContaining("the connection is of account other");
    }

    @Test
    void wantsOneWayToSayWhoAsks() {
        assertThatThrownBy(() -> url("az://box/", Map.of("ACCOUNT_KEY", "a2V5", "SAS_TOKEN", "x")))
                .hasMessage("Cannot use ADLS connection with both options: ACCOUNT_KEY, SAS_TOKEN");
        assertThatThrownBy(() -> url("az://box/", Map.of("CLIENT_ID", "a")))
                .hasMessage("Cannot use ADLS connection without option: TENANT_ID");
    }

    private static String url(String location, Map<String, String> connection) {
        Map<String, OptionValue> values = new HashMap<>();
        connection.forEach((name, value) -> values.put(name, new OptionValue.Text(value)));
        return new AzureAccess(new Options(values), new JdkHttpClientBuilder().build())
                .open(AzureLocation.parse(location, Optional.empty()))
                .getBlobContainerUrl();
    }
}
