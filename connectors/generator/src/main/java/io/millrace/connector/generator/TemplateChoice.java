package io.millrace.connector.generator;

import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import java.util.Locale;

/** What {@code TEMPLATE} says: a kind of events that is built in, or a text with placeholders. */
interface TemplateChoice {
    TemplateChoice ORDERS = named("ORDERS", (seed, times, dirt) -> new OrdersTemplate(seed, times, dirt));
    TemplateChoice CLICKSTREAM =
            named("CLICKSTREAM", (seed, times, dirt) -> new ClickstreamTemplate(seed, times, dirt));
    OptionType<TemplateChoice> TYPE =
            new OptionType<>("ORDERS | CLICKSTREAM | 'text with {{placeholders}}'", TemplateChoice::read);

    /** Makes a template; each reader has one of its own. */
    Template open(long seed, EventTimes times, double dirt);

    private static TemplateChoice read(OptionValue value) {
        String text = value instanceof OptionValue.Text written ? written.value() : "";
        String word = value instanceof OptionValue.Word written ? written.value() : text;
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "ORDERS" -> ORDERS;
            case "CLICKSTREAM" -> CLICKSTREAM;
            default -> text.contains("{{") ? ofText(text) : null;
        };
    }

    private static TemplateChoice ofText(String text) {
        new TextTemplateParser(text, new Draw(0)).parse();
        return (seed, times, dirt) -> new TextTemplate(text, seed, times, dirt);
    }

    private static TemplateChoice named(String name, TemplateChoice choice) {
        return new TemplateChoice() {
            @Override
            public Template open(long seed, EventTimes times, double dirt) {
                return choice.open(seed, times, dirt);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
